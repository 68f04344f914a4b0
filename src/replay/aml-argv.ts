import type { LoggingLevel } from '../logging/logger.ts';
import type { Mode } from './aml-mode.ts';
import type { InputFormat } from './input/mini-batch-size.ts';
import { inputArguments } from './mounted-input.ts';
import type { OutputAction } from './schedule/rules.ts';

export interface AmlArguments {
  readonly mode: Mode;
  readonly entryScript: string;
  readonly inputFormat: InputFormat;
  /** Where the input is mounted; null where there is no such folder. */
  readonly inputFolder: string | null;
  /** `text` as it was given. */
  readonly miniBatchSize: { readonly text: string };
  readonly errorThreshold: number;
  /** Null where it is not given; AML has no argument then. */
  readonly allowedFailedCount: number | null;
  readonly allowedFailedPercent: number | null;
  readonly outputAction: OutputAction;
  readonly loggingLevel: LoggingLevel;
  readonly runInvocationTimeout: number;
  readonly partitionKeys: readonly string[] | null;
  readonly runMaxTry: number;
  readonly appendRowFileName: string;
  /** Absolute. */
  readonly output: string;
  readonly processCountPerNode: number;
  /** What the user gave the entry script. */
  readonly entryArguments: readonly string[];
}

/**
 * The whole `sys.argv` of a worker process: AML's driver passes its own argv on to the entry script, with the user's
 * arguments in the middle. https://learn.microsoft.com/azure/machine-learning/how-to-use-parallel-job-in-pipeline
 */
export function toAmlArgv(job: AmlArguments): string[] {
  const before: readonly (readonly [flag: string, value: string | number])[] = [
    ['--client_sdk_version', '1.57.0'],
    ['--scoring_module_name', job.entryScript],
    ['--mini_batch_size', job.miniBatchSize.text],
    ['--error_threshold', job.errorThreshold],
    ['--output_action', job.outputAction],
    ['--logging_level', job.loggingLevel],
    ['--run_invocation_timeout', job.runInvocationTimeout],
    ['--run_max_try', job.runMaxTry],
    ['--create_snapshot_at_runtime', 'True'],
    ...given('--allowed_failed_count', job.allowedFailedCount),
    ...given('--allowed_failed_percent', job.allowedFailedPercent),
    ...(job.outputAction === 'append_row'
      ? ([['--append_row_file_name', job.appendRowFileName]] as const)
      : []),
    ['--output', job.output],
    ['--process_count_per_node', job.processCountPerNode],
    ...given('--partition_keys', job.partitionKeys === null ? null : toJson(job.partitionKeys)),
  ];
  return [
    'driver/amlbi_main.py',
    ...before.flat().map(String),
    ...job.entryArguments,
    ...inputArguments(job.mode, job.inputFormat === 'tabular', job.inputFolder),
  ];
}

function given<T>(flag: string, value: T | null): (readonly [string, T])[] {
  return value === null ? [] : [[flag, value]];
}

/** As Python writes it. */
function toJson(keys: readonly string[]): string {
  return `[${keys.map((key) => JSON.stringify(key)).join(', ')}]`;
}

/** Names that AML's SDK rejects as arguments of the entry script. */
const RESERVED = new Set([
  'mini_batch_size',
  'error_threshold',
  'allowed_failed_count',
  'allowed_failed_percent',
  'output',
  'output_action',
  'logging_level',
  'process_count_per_node',
  'run_invocation_timeout',
  'run_max_try',
  'append_row_file_name',
]);

/** In v2 the driver takes its own arguments from the user; a replay has options for them. @returns problems, one sentence each */
export function checkEntryArguments(entryArguments: readonly string[], mode: Mode): string[] {
  const reserved = entryArguments.filter((argument) => {
    const name = /^--([^=]+)/.exec(argument)?.[1];
    return name !== undefined && RESERVED.has(name);
  });
  return reserved.map((argument) =>
    mode === 'v1'
      ? `${argument}: AML reserves this name and rejects it as an argument of the entry script`
      : `${argument}: AML's driver takes this argument for itself: give it before --, as an option of the replay.`,
  );
}
