import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { ROOT, SAMPLES, TRUTH } from '../samples-truth.ts';
import { stepsIn } from '../support/page-steps.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);

/** The README's section of that title. */
function sectionOf(title: string): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  return readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
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
  const steps = stepsIn(sectionOf('Azure on one machine'));
  expect(steps.map(({ output }) => output !== '')).toEqual([false, true, true, true]);
  const folder = await checkout();
  const commands = steps.map((step) => step.commands).join("printf '\\0'\n");
  const { stdout } = await run('bash', ['-euc', commands], { cwd: folder });
  const printed = stdout.split('\0').map(withoutTimes);
  expect(printed).toEqual(steps.map(({ output }) => withoutTimes(output)));

  const read = await rowsIn(folder, 'read');
  expect(read).toEqual(await rowsIn(folder, 'offline'));
  const readable = TRUTH.samples.filter(({ status }) => status !== 'failed');
  expect(read.map(([file, status]) => ({ file, status }))).toEqual(
    readable.map(({ file, status }) => ({ file, status })).toSorted((a, b) => byFile([a.file], [b.file])),
  );
});
