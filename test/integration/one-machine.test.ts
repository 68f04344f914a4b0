import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { ROOT, SAMPLES, TRUTH } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);

/** The commands of the README's section, and what it says they print. */
function sectionOf(title: string): { readonly commands: string; readonly outputs: readonly string[] } {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  const blocks = (language: string) =>
    [...section.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
  return { commands: blocks('sh').join("printf '\\0'\n"), outputs: blocks('text') };
}

/** Times differ from run to run. */
const withoutTimes = (text: string): string =>
  text.replaceAll(/ +\d+\.\d\d s /g, ' ').replaceAll(/^time .*$/gm, 'time');

/** A checkout in which the commands leave nothing behind. */
async function checkout(): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of ['dist', 'entry', 'node_modules', 'package.json']) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  await cp(SAMPLES, join(folder, 'samples'), { recursive: true });
  return folder;
}

const byFile = ([a = '']: readonly string[], [b = '']: readonly string[]): number =>
  Number(a > b) - Number(a < b);

async function rowsIn(folder: string, output: string): Promise<string[][]> {
  const rows = parse(await readFile(join(folder, 'output', output, 'parallel_run_step.txt'), 'utf8'));
  return rows.map(([file = '', status = '', text = '']) => [file, status, text]).toSorted(byFile);
}

test('the README’s commands for Azure on one machine print what it says: the same texts as offline', async () => {
  const { commands, outputs } = sectionOf('Azure on one machine');
  const folder = await checkout();
  const { stdout } = await run('bash', ['-euc', commands], { cwd: folder });
  const [started, ...printed] = stdout.split('\0').map(withoutTimes);
  expect(started).toBe('');
  expect(printed).toEqual(outputs.map(withoutTimes));

  const read = await rowsIn(folder, 'read');
  expect(read).toEqual(await rowsIn(folder, 'offline'));
  const readable = TRUTH.samples.filter(({ status }) => status !== 'failed');
  expect(read.map(([file, status]) => ({ file, status }))).toEqual(
    readable.map(({ file, status }) => ({ file, status })).toSorted((a, b) => byFile([a.file], [b.file])),
  );
});
