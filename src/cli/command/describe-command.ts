import type { Argv } from 'yargs';
import { OPTIONS } from '../../config/options.ts';
import type { OptionTable } from '../../config/parse-options.ts';
import type { Command, CommandGroup } from './command.ts';
import { exitCodeRows, type ExitCodeName } from './exit-codes.ts';
import { wrapWords } from './wrap-words.ts';
import { toShownOptions } from './yargs-options.ts';

/** Fills in the help of a command; `columns` is its width. */
export function describeCommand(parser: Argv, name: string, command: Command, columns: number): Argv {
  const { about, notes, examples } = command;
  const described = parser
    .options(toShownOptions(allOptions(command)))
    .usage(usageOf(name, command))
    .usage('')
    .usage(about);
  for (const [args, what] of examples) {
    described.example(
      `${wrapWords(what, columns - 4, '# ')}\n${brokenLine(`${name} ${args}`.trim(), columns)}`,
      '',
    );
  }
  return described.epilogue([...notes, exitCodes(command.exitCodes, columns)].join('\n\n'));
}

export function describeGroup(parser: Argv, name: string, { about }: CommandGroup): Argv {
  return parser.usage(`${name} COMMAND [options]`).usage('').usage(about);
}

/** Its own, and those of the entry script. */
export function allOptions(command: Command): OptionTable {
  return { ...command.options, ...entryOptions(command) };
}

/** The arguments of the entry script that no option of the command hides. */
export function entryOptions({ entryArguments, options }: Command): OptionTable {
  if (entryArguments === undefined) return {};
  return Object.fromEntries(Object.entries(OPTIONS).filter(([option]) => !(option in options)));
}

function usageOf(name: string, { positional, entryArguments }: Command): string {
  const what = positional === undefined ? '' : ` ${positional.name}${positional.many === true ? '…' : ''}`;
  const entry = { 'after --': ' -- ENTRY ARGUMENTS', anywhere: ' [--] ENTRY ARGUMENTS' };
  return `${name}${what} [options]${entryArguments === undefined ? '' : entry[entryArguments]}`;
}

function exitCodes(names: readonly ExitCodeName[], columns: number): string {
  const lines = exitCodeRows(names).map(([code, meaning]) => {
    const indent = ' '.repeat(7);
    return `  ${String(code).padEnd(5)}${wrapWords(meaning, columns, indent).trimStart()}`;
  });
  return `Exit codes:\n${lines.join('\n')}`;
}

/** A command line that can be copied at any width. */
function brokenLine(line: string, columns: number): string {
  return wrapWords(line, columns - 6, '').replaceAll('\n', ' \\\n');
}
