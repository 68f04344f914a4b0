import { availableParallelism } from 'node:os';
import type { LoggingLevel } from '../../logging/logger.ts';
import { toAppendRowFileName } from '../../replay/results/append-row-file-name.ts';
import type { OutputAction } from '../../replay/schedule/rules.ts';
import { type OptionTable, parseOptions } from '../command/option-parser.ts';
import { REPLAY_FLAGS, REPLAY_OPTIONS, type ReplayOptionName } from './options.ts';

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

export const REPLAY_TABLE = {
  values: REPLAY_OPTIONS,
  flags: REPLAY_FLAGS,
  positional: 'INPUT',
  many: true,
  hint: 'Arguments of the entry script go after --.',
} satisfies OptionTable;

export function parseReplayArguments(argv: readonly string[]): ParsedReplay {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const wish = (['help', 'version'] as const).find((flag) => own.includes(`--${flag}`));
  if (wish !== undefined) return { kind: wish };
  const parsed = parseOptions(own, REPLAY_TABLE);
  const problems = 'problems' in parsed ? [...parsed.problems] : [];
  if (parsed.alone.length === 0) problems.push('INPUT is missing: give a folder, files, or @list.txt.');
  if ('problems' in parsed || problems.length > 0) return { kind: 'problems', problems };
  return {
    kind: 'replay',
    arguments: {
      inputs: parsed.alone,
      overwrite: parsed.flags['overwrite'] === true,
      entryArguments: end === -1 ? [] : argv.slice(end + 1),
      ...resolve(parsed.values),
    },
  };
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
