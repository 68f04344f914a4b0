import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const environment = await pythonEnvironment('tables');
const python = 'python' in environment ? environment.python : '';

/** The images of somebody: names and formats as they come, and what is no image. */
const IMAGES = {
  'Garage Süd/Einfahrt (1).jpg': 'plates/day-eu.jpg',
  'Garage Süd/copy of Einfahrt (1).jpg': 'plates/day-eu.jpg',
  'street.jpg': 'signs/street-name.jpg',
  'empty page.png': 'pages/blank.png',
};

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder(afterAll);
  execFileSync('npm', ['run', '--silent', 'package', '--', '--pack-destination', folder], { cwd: ROOT });
  const [tarball = ''] = await readdir(folder);
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const [, options = ''] = /^npm install (.*)parallel-run-ocr$/m.exec(readme) ?? [];
  await writeFile(join(folder, 'package.json'), '{}');
  const quiet = ['--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options.trim().split(' '), ...quiet, `./${tarball}`], { cwd: folder });
  await mkdir(join(folder, 'mine/Garage Süd'), { recursive: true });
  for (const [name, sample] of Object.entries(IMAGES))
    await cp(join(ROOT, 'samples/2020/08/07', sample), join(folder, 'mine', name));
  await writeFile(join(folder, 'mine/notes.txt'), 'no image');
  await writeFile(join(folder, 'mine/Thumbs.db'), '');
});

/** `npx parallel-run-ocr …` in the project that has the package. */
function npx(...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['parallel-run-ocr', ...argv], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('an empty project with nothing but the package, installed as the README says', () => {
  it('replays a folder of mixed files offline', () => {
    const { code, out } = npx('replay', 'mine', '--process_count_per_node', '1', '--', '--engine', 'offline');
    expect(out).toContain('items           5: 4 succeeded, 1 failed\n');
    expect(out).toContain('left out        1 (Thumbs.db 1)\n');
    expect(out).toContain('failed items    1 (unsupported_format 1)\n');
    expect(code).toBe(0);
  });

  it('finds the rows complete', () => {
    expect(npx('verify', 'output/parallel_run_step.txt', '--input', 'mine')).toMatchObject({ code: 0 });
  });

  it('writes a report with the images', async () => {
    const argv = ['output/parallel_run_step.txt', '--images', 'mine'];
    expect(npx('report', ...argv)).toEqual({ code: 0, out: 'output/report.html\n', err: '' });
    const page = await readFile(join(folder, 'output/report.html'), 'utf8');
    for (const text of ['XKRT4827', 'Garage Süd/Einfahrt (1).jpg', 'notes.txt', 'data:image/'])
      expect(page).toContain(text);
  });

  it.each(['parquet', 'csv', 'xlsx'])('exports tables that pandas opens: %s', (format) => {
    for (const table of ['rows', 'plates', 'failed']) {
      const argv = ['output/parallel_run_step.txt', '--table', table, '--format', format];
      expect(npx('export', ...argv)).toMatchObject({ code: 0, err: '' });
    }
    if (python === '') return;
    const script = `
import pandas, sys
read = {"csv": pandas.read_csv, "parquet": pandas.read_parquet, "xlsx": pandas.read_excel}["${format}"]
rows, plates, failed = (read(f"output/{table}.${format}") for table in ("rows", "plates", "failed"))
print(sorted(rows.file), sorted(plates.text), list(failed.code), sep="\\n")`;
    const seen = execFileSync(python, ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(seen.trimEnd().split('\n')).toEqual([
      `['Garage Süd/Einfahrt (1).jpg', 'Garage Süd/copy of Einfahrt (1).jpg', 'empty page.png', 'street.jpg']`,
      `['XKRT4827', 'XKRT4827']`,
      `['unsupported_format']`,
    ]);
  });
});
