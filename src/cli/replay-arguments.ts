import { availableParallelism } from 'node:os';
import yargs, { type Argv } from 'yargs';
import type { Option } from '../config/option.ts';
import type { LoggingLevel } from '../logging/logger.ts';
import { toAppendRowFileName } from '../replay/results/append-row-file-name.ts';
import type { OutputAction } from '../replay/schedule/rules.ts';
import { REPLAY_FLAGS, REPLAY_OPTIONS, type ReplayOptionName } from './replay-options.ts';

/** What the user asked for, nothing of it checked against the machine yet. */
export interface ReplayArguments {
  readonly inputs: readonly string[];
  readonly miniBatchSize: number;
  readonly processCountPerNode: number;
  readonly runMaxTry: number;
  readonly runInvocationTimeout: number;
  readonly errorThreshold: number;
  readonly outputAction: OutputAction;
  readonly appendRowFileName: string;
  readonly output: string;
  readonly overwrite: boolean;
  readonly host: 'python' | 'node' | null;
  readonly entryScript: string | null;
  readonly sourceDirectory: string | null;
  readonly loggingLevel: LoggingLevel;
  readonly showRows: number;
  /** Everything after `--`. */
  readonly entryArguments: readonly string[];
}

export type ParsedReplay =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  | { readonly kind: 'replay'; readonly arguments: ReplayArguments };

const NAMES = Object.keys(REPLAY_OPTIONS) as ReplayOptionName[];
const FLAGS = Object.keys(REPLAY_FLAGS) as (keyof typeof REPLAY_FLAGS)[];

/** Reads the command line; `--a_b` and `--a-b` are the same, abbreviations are not accepted, the last one wins. */
export function parseReplayArguments(argv: readonly string[]): ParsedReplay {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const parsed = replayParser().parseSync(own.map(underscored)) as Readonly<Record<string, unknown>> & {
    _: unknown[];
  };
  if (parsed['help'] === true) return { kind: 'help' };
  if (parsed['version'] === true) return { kind: 'version' };
  const values: Partial<Record<ReplayOptionName, string>> = {};
  for (const name of NAMES) if (typeof parsed[name] === 'string') values[name] = parsed[name];
  const inputs = parsed._.map(String);
  const problems = [
    ...findUnknown(parsed),
    ...NAMES.flatMap((name) => findProblem(name, values[name])),
    ...(inputs.length === 0 ? ['INPUT is missing: give a folder, files, or @list.txt.'] : []),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };
  const entryArguments = end === -1 ? [] : argv.slice(end + 1);
  const overwrite = parsed['overwrite'] === true;
  return { kind: 'replay', arguments: { inputs, overwrite, entryArguments, ...resolve(values) } };
}

/** Also the source of the help. */
export function replayParser(): Argv {
  const options = Object.entries<Option>(REPLAY_OPTIONS).map(([name, option]) => {
    const { description, default: fallback } = option;
    const shown = fallback === undefined ? {} : { defaultDescription: fallback };
    return [name, { type: 'string', describe: description, ...shown }] as const;
  });
  const flags = Object.entries(REPLAY_FLAGS).map(([name, describe]) => {
    return [name, { type: 'boolean', describe }] as const;
  });
  return yargs()
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .detectLocale(false)
    .help(false)
    .version(false)
    .exitProcess(false)
    .options(Object.fromEntries([...options, ...flags]));
}

/** `--a-b=c-d` as `--a_b=c-d`. */
function underscored(argument: string): string {
  return argument.replace(/^--[^=]+/, (flag) => `--${flag.slice(2).replaceAll('-', '_')}`);
}

function findUnknown(parsed: Readonly<Record<string, unknown>>): string[] {
  const known = new Set<string>([...NAMES, ...FLAGS, '_', '$0']);
  const unknown = Object.keys(parsed).filter((name) => !known.has(name));
  if (unknown.length === 0) return [];
  const accepted = [...NAMES, 'overwrite', 'help', 'version'].map((name) => `--${name}`).join(', ');
  return unknown.map(
    (name) =>
      `${name.length === 1 ? '-' : '--'}${name} is no option of replay. Accepted: ${accepted}. Arguments of the entry script go after --.`,
  );
}

function findProblem(name: ReplayOptionName, value: string | undefined): string[] {
  if (value === undefined) return [];
  const accepted = REPLAY_OPTIONS[name].check(value);
  if (accepted === null) return [];
  return [`--${name} ${value === '' ? 'has no value' : `is ${JSON.stringify(value)}`}: give ${accepted}.`];
}

function resolve(values: Partial<Record<ReplayOptionName, string>>) {
  return {
    miniBatchSize: Number(values.mini_batch_size ?? 10),
    processCountPerNode: Number(values.process_count_per_node ?? availableParallelism()),
    runMaxTry: Number(values.run_max_try ?? 3),
    runInvocationTimeout: Number(values.run_invocation_timeout ?? 60),
    // AML's driver rounds a fraction up.
    errorThreshold: Math.ceil(Number(values.error_threshold ?? -1)),
    outputAction: (values.output_action ?? 'append_row') as OutputAction,
    appendRowFileName: toAppendRowFileName(values.append_row_file_name ?? 'parallel_run_step.txt'),
    output: values.output ?? 'output',
    host: (values.host ?? null) as 'python' | 'node' | null,
    entryScript: values.entry_script ?? null,
    sourceDirectory: values.source_directory ?? null,
    loggingLevel: (values.logging_level?.toUpperCase() ?? 'INFO') as LoggingLevel,
    showRows: Number(values.show_rows ?? 0),
  };
}
