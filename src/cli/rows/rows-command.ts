import { type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';
import {
  type OptionTable,
  optionParser,
  parseOptions,
  type ParsedOptions,
} from '../command/option-parser.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';

/** A command that works on a rows file. */
export interface RowsCommand {
  readonly name: string;
  readonly about: string;
  readonly options: OptionTable;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly notes: readonly string[];
  /** @returns the exit code, or what is wrong with the arguments */
  run(options: ParsedOptions, task: RowsTask): Promise<number | readonly string[]>;
}

export interface RowsTask {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  readonly context: CommandContext;
  readonly signal: AbortSignal;
}

export const FAILED_ITEMS_OPTION = {
  failed_items: {
    value: 'DIR',
    description: 'The folder with the reasons of images that were left out',
    default: `${FAILED_ITEMS_FOLDER} beside ROWS`,
    check: anyText,
  },
} as const;

const DEFAULT_COLUMNS = 100;

export async function runRowsCommand(
  command: RowsCommand,
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { terminal, currentFolder } = context;
  const options = parseOptions(argv, command.options);
  if ('problems' in options) return refuse(command, options.problems, context);
  if (options.flags['help'] === true) {
    terminal.out(await helpOf(command, terminal.outColumns ?? DEFAULT_COLUMNS));
    return EXIT.ok;
  }
  const [given] = options.alone;
  if (given === undefined) return refuse(command, ['Give the file with the rows.'], context);
  const rows = resolve(currentFolder, given);
  const folder = options.values['failed_items'];
  const failedItems = folder === undefined ? besideRows(rows) : resolve(currentFolder, folder);
  const problems = [
    ...(await findMissing(rows, 'a file with rows', (entry) => entry.isFile())),
    ...(folder === undefined
      ? []
      : await findMissing(failedItems, 'a folder', (entry) => entry.isDirectory())),
  ];
  if (problems.length > 0) return refuse(command, problems, context);
  const { drain: signal } = context.watchInterrupts();
  try {
    const end = await command.run(options, { rows, failedItems, context, signal });
    return typeof end === 'number' ? end : refuse(command, end, context);
  } catch (error) {
    if (!signal.aborted) throw error;
    return EXIT.interrupted;
  }
}

/** Where the worker writes the reasons. */
export function besideRows(rows: string): string {
  return join(dirname(rows), FAILED_ITEMS_FOLDER);
}

/** @returns what to say when `path` is not what `accepts` accepts */
export async function findMissing(
  path: string,
  wanted: string,
  accepts: (entry: Stats) => boolean,
): Promise<string[]> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) return [`${path} cannot be found: give ${wanted}.`];
  return accepts(entry) ? [] : [`${path} is something else: give ${wanted}.`];
}

function refuse({ name }: RowsCommand, problems: readonly string[], { terminal }: CommandContext): number {
  const lines = problems.length === 1 ? problems : problems.map((problem) => `- ${problem}`);
  terminal.err(`${lines.join('\n')}\nSee parallel-run-ocr ${name} --help\n`);
  return EXIT.usage;
}

async function helpOf(command: RowsCommand, columns: number): Promise<string> {
  const { name, about, options, examples, notes } = command;
  const parser = optionParser(options)
    .wrap(Math.min(columns, 110))
    .usage(`parallel-run-ocr ${name} ROWS [options]`)
    .usage('')
    .usage(about)
    .epilogue(notes.join('\n'));
  for (const [line, what] of examples) parser.example(`parallel-run-ocr ${line}`, what);
  return `${await parser.getHelp()}\n`;
}
