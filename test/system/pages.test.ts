import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OPTIONS } from '../../src/config/options.ts';
import { runIn } from '../cli/run-in.ts';
import { ROOT } from '../samples-truth.ts';
import { commandLinesIn } from '../support/page-steps.ts';
import { PAGES } from '../support/pages.ts';

const COMMAND_LINES = PAGES.flatMap((page) =>
  commandLinesIn(read(page)).map(({ words }) => ({ page, commandLine: words.join(' '), words })),
);

it('shows command lines on most pages', () => {
  expect(COMMAND_LINES.length).toBeGreaterThan(40);
});

it('shows no option that its command does not have', async () => {
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
      const { code, out } = await runIn(ROOT, [...command.split(' '), '--help']);
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

function read(page: string): string {
  return readFileSync(`${ROOT}${page}`, 'utf8');
}
