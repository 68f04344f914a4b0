import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { OPTIONS } from '../../src/config/options.ts';
import { startCli } from '../cli/run-cli.ts';
import { ROOT } from '../samples-truth.ts';
import { builtCheckout } from '../support/checkout.ts';
import { commandLinesIn, sectionOf, stepsIn, withoutTimes } from '../support/page-steps.ts';
import { PAGES } from '../support/pages.ts';

const run = promisify(execFile);

it('prints what the README and docs/verify-and-report.md show', { timeout: 120_000 }, async () => {
  const steps = [
    ...stepsIn(sectionOf(read('README.md'), 'One minute')).filter(({ output }) => output !== ''),
    ...stepsIn(read('docs/verify-and-report.md')),
  ];
  expect(steps).toHaveLength(3);
  const folder = await builtCheckout();
  const printed: string[] = [];
  for (const { commands } of steps) {
    // What is built and installed already is not built and installed again.
    const command = commands.replace('npm ci && npm start', startCommand());
    const { stdout } = await run('bash', ['-euc', command], { cwd: folder });
    printed.push(withoutTimes(stdout));
  }
  const shown = steps.map(({ output }) => withoutTimes(output));
  expect(printed.map(withoutRows)).toEqual(shown.map(withoutRows));
  const rows = readFileSync(join(folder, 'output/parallel_run_step.txt'), 'utf8').split('\n');
  for (const text of [...printed, ...shown]) {
    expect(rowsIn(text).filter((row) => !rows.some((whole) => whole.startsWith(row)))).toEqual([]);
  }
});

/** Two processes append their rows in no order, so which rows come first differs. */
const ROW = /^(\{"file".*)…$/gm;

function withoutRows(text: string): string {
  return text.replaceAll(ROW, 'a row');
}

function rowsIn(text: string): string[] {
  return Array.from(text.matchAll(ROW), ([, row = '']) => row);
}

const COMMAND_LINES = PAGES.flatMap((page) =>
  commandLinesIn(read(page)).map(({ words }) => ({ page, commandLine: words.join(' '), words })),
);

it('shows command lines on most pages', () => {
  expect(COMMAND_LINES.length).toBeGreaterThan(40);
});

it('shows no option that its command does not have', { timeout: 60_000 }, async () => {
  const help = await helpTexts();
  const unknown = COMMAND_LINES.flatMap(({ page, commandLine, words }) => {
    const known = help.get(commandOf(words)) ?? '';
    const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
    const entryArguments = words.slice(own.length + 1);
    return [
      ...optionsIn(own).filter((name) => !known.includes(`--${name} `) && !acceptsEntryArgument(words, name)),
      ...optionsIn(entryArguments).filter((name) => !Object.hasOwn(OPTIONS, name)),
    ].map((name) => `${page}: --${name} in "${commandLine}"`);
  });
  expect(unknown).toEqual([]);
});

/** `check` takes the arguments of the entry script without `--` before them. */
function acceptsEntryArgument([command]: readonly string[], name: string): boolean {
  return command === 'check' && Object.hasOwn(OPTIONS, name);
}

async function helpTexts(): Promise<ReadonlyMap<string, string>> {
  const commands = [...new Set(COMMAND_LINES.map(({ words }) => commandOf(words)))];
  const entries = await Promise.all(
    commands.map(async (command) => {
      const { code, out } = await startCli([...command.split(' '), '--help'], ROOT).done;
      expect({ command, code }).toEqual({ command, code: 0 });
      return [command, out] as const;
    }),
  );
  return new Map(entries);
}

/** `aml` has commands of its own. */
function commandOf([first = '', second = '']: readonly string[]): string {
  return first === 'aml' && /^[a-z]+$/.test(second) ? `aml ${second}` : first;
}

function optionsIn(words: readonly string[]): string[] {
  return words.flatMap((word) => /^\[?--([a-z][a-z_]*)/.exec(word)?.[1] ?? []);
}

function startCommand(): string {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
  return scripts.start.split(' && ').at(-1) ?? '';
}

function read(page: string): string {
  return readFileSync(`${ROOT}${page}`, 'utf8');
}
