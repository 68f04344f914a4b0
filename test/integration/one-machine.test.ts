import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { ROOT, TRUTH } from '../samples-truth.ts';
import { linkBuiltCheckout } from '../support/checkout.ts';
import { sectionOf, type Step, stepsIn, withoutTimes } from '../support/page-steps.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);

/** On docs/emulator.md: starting the emulator, and then a check and two replays. */
const emulatorSteps = stepsIn(sectionOf(pageAt('docs/emulator.md'), 'Azure on one machine'));

const byFile = ([a = '']: readonly string[], [b = '']: readonly string[]): number =>
  Number(a > b) - Number(a < b);

async function rowsIn(folder: string, output: string): Promise<string[][]> {
  const rows = parse(await readFile(join(folder, 'output', output, 'parallel_run_step.txt'), 'utf8'));
  return rows.map(([file = '', status = '', text = '']) => [file, status, text]).toSorted(byFile);
}

/** What each step prints in one shell, with no models installed; what differs from run to run is left out. */
async function print(steps: readonly Step[], folder: string): Promise<string[]> {
  const commands = steps.map((step) => step.commands).join("printf '\\0'\n");
  const env = { ...process.env, PARALLEL_RUN_OCR_MODELS: join(folder, 'no-models') };
  const { stdout } = await run('bash', ['-euc', commands], { cwd: folder, env });
  return stdout.split('\0').map(asOnThePage);
}

/** As a terminal of 100 columns shows the rows of a replay, without times and the number of polls. */
function asOnThePage(text: string): string {
  const lines = withoutTimes(text)
    .replaceAll(/^(requests +)\d+/gm, '$1N')
    .split('\n');
  return lines.map((line) => (/^2020.{98}/.test(line) ? `${line.slice(0, 99)}…` : line)).join('\n');
}

it('the commands of docs/emulator.md print what it shows: the same texts as offline', async () => {
  expect(emulatorSteps.map(({ output }) => output !== '')).toEqual([false, true, true, true]);
  const folder = await linkBuiltCheckout(await temporaryFolder());
  expect(await print(emulatorSteps, folder)).toEqual(emulatorSteps.map(({ output }) => asOnThePage(output)));

  const read = await rowsIn(folder, 'read');
  expect(read).toEqual(await rowsIn(folder, 'offline'));
  const readable = TRUTH.samples.filter(({ status }) => status !== 'failed');
  expect(read.map(([file, status]) => ({ file, status }))).toEqual(
    readable.map(({ file, status }) => ({ file, status })).toSorted((a, b) => byFile([a.file], [b.file])),
  );
});

it('the commands of docs/check.md print what it shows', async () => {
  const [emulate] = emulatorSteps;
  const checks = stepsIn(pageAt('docs/check.md'));
  expect(checks.map(({ output }) => output !== '')).toEqual([true]);
  const stop = { commands: 'kill %1\n', output: '' };
  const printed = await print([emulate!, ...checks, stop], await linkBuiltCheckout(await temporaryFolder()));
  expect(printed.slice(1, -1)).toEqual(checks.map(({ output }) => asOnThePage(output)));
});

function pageAt(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}
