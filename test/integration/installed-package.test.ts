import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it(
  'reads an image offline in an empty project, installed as the README says',
  { timeout: 300_000 },
  async () => {
    const folder = await temporaryFolder();
    execFileSync('npm', ['run', '--silent', 'package', '--', '--pack-destination', folder], { cwd: ROOT });
    const [tarball = ''] = await readdir(folder);
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const [, options = ''] = /^npm install (.*)parallel-run-ocr$/m.exec(readme) ?? [];
    await writeFile(join(folder, 'package.json'), '{}');
    await copyFile(join(ROOT, 'samples/2020/08/07/signs/street-name.jpg'), join(folder, 'a.jpg'));
    const quiet = ['--no-audit', '--no-fund'];
    execFileSync('npm', ['install', ...options.trim().split(' '), ...quiet, `./${tarball}`], { cwd: folder });
    const argv = [
      'parallel-run-ocr',
      'replay',
      'a.jpg',
      '--process_count_per_node',
      '1',
      '--',
      '--engine',
      'offline',
    ];
    const { status, stdout } = spawnSync('npx', argv, { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('succeeded 1');
    expect(status).toBe(0);
  },
);
