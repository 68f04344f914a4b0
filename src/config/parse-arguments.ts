import { ConfigurationError } from '../contract/errors.ts';
import type { LoggingLevel } from '../logging/logger.ts';
import type { Environment } from './environment.ts';
import type { Option } from './option.ts';
import { type OptionName, OPTIONS } from './options.ts';
import { findContradictions } from './find-contradictions.ts';
import { toServiceOptions } from './to-service-options.ts';
import { tokenize } from './tokenize.ts';
import type {
  EngineName,
  FailedItemsPolicy,
  HostOptions,
  RowDetail,
  RowFormat,
  WorkerOptions,
} from './worker-options.ts';

const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];
const HOST_NAMES = ['output', 'process_count_per_node'] as const;

/**
 * Resolves the argv that reached `init`. Unknown flags are AML's and only listed in `host.ignoredArguments`.
 *
 * @throws ConfigurationError with every problem of our own arguments
 */
export function parseArguments(argv: readonly string[], env: Environment): WorkerOptions {
  const { values, unknown } = tokenize(argv, [...OPTION_NAMES, ...HOST_NAMES]);
  const engine = values.engine ?? (values.kv_readapi === undefined ? undefined : 'read');
  const problems = [
    ...OPTION_NAMES.flatMap((name) => findProblem(name, values[name])),
    ...findContradictions(values, engine),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);

  return {
    engine: engine as EngineName,
    language: values.language ?? null,
    maxConcurrency: values.max_concurrency === undefined ? null : Number(values.max_concurrency),
    inputPartition: values.input_partition === undefined ? null : toPartition(values.input_partition),
    inputRoot: values.input_root ?? null,
    imageColumn: values.image_column ?? null,
    rowFormat: (values.row_format ?? 'jsonl') as RowFormat,
    rowDetail: (values.row_detail ?? 'lines') as RowDetail,
    failedItems: (values.failed_items ?? 'omit') as FailedItemsPolicy,
    metadata:
      values.metadata === undefined ? null : { file: values.metadata, key: values.metadata_key ?? 'file' },
    ...toServiceOptions(values),
    loggingLevel: (values.logging_level?.toUpperCase() ?? 'INFO') as LoggingLevel,
    host: toHostOptions(values, unknown, env),
  };
}

/**
 * A date and time is the one thing that a schedule of AML can pass; it means its day.
 * https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job#use-supported-expressions-in-schedules
 */
function toPartition(value: string): string {
  const [, ...day] = /^(\d{4})-(\d\d)-(\d\d)T/.exec(value) ?? [];
  return day.length > 0 ? day.join('/') : value.replaceAll(/^\/|\/$/g, '');
}

function findProblem(name: OptionName, value: string | undefined): string[] {
  if (value === undefined) return [];
  const option: Option = OPTIONS[name];
  const accepted = option.check(value);
  if (accepted === null) return [];
  const received = value === '' ? 'has no value' : `is ${JSON.stringify(value)}`;
  return [`--${name} ${received}: give ${accepted}.`];
}

// https://learn.microsoft.com/azure/machine-learning/how-to-batch-scoring-script names AZUREML_BI_OUTPUT_PATH
function toHostOptions(
  values: Partial<Record<(typeof HOST_NAMES)[number], string>>,
  ignoredArguments: readonly string[],
  env: Environment,
): HostOptions {
  const processCount = Number(values.process_count_per_node);
  return {
    outputFolder: values.output || env['AZUREML_BI_OUTPUT_PATH'] || null,
    processCountPerNode: Number.isInteger(processCount) && processCount > 0 ? processCount : null,
    ignoredArguments,
  };
}
