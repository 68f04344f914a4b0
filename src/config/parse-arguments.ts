import { ConfigurationError } from '../contract/errors.ts';
import type { Environment } from './environment.ts';
import { findContradictions } from './find-contradictions.ts';
import { inputFolders } from './input-folders.ts';
import { type OptionName, OPTIONS } from './options.ts';
import { parseOptions } from './parse-options.ts';
import { toServiceOptions } from './to-service-options.ts';
import { tokenize } from './tokenize.ts';
import type { HostOptions, StoreChoice, WorkerOptions } from './worker-options.ts';

export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];
/** Of AML's own. */
export const HOST_NAMES = [
  'mini_batch_size',
  'output',
  'process_count_per_node',
  'run_invocation_timeout',
  'task_overhead_timeout',
  'run_max_try',
] as const;

/**
 * Resolves the argv that reached `init`. Unknown flags belong to AML and are only listed in `host.ignoredArguments`.
 *
 * @throws ConfigurationError with every problem of our own arguments
 */
export function parseArguments(argv: readonly string[], env: Environment): WorkerOptions {
  const { values: texts, unknown } = tokenize(argv, [...OPTION_NAMES, ...HOST_NAMES]);
  const given = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [text]]));
  const { values, problems } = parseOptions(OPTIONS, given);
  const engine = texts.engine ?? (texts.kv_readapi === undefined ? undefined : 'read');
  const all = [...problems, ...findContradictions(texts, engine)];
  if (all.length > 0) throw new ConfigurationError(all);

  return {
    engine: values.engine ?? 'read',
    language: values.language ?? null,
    model: values.model ?? null,
    maxConcurrency: values.max_concurrency ?? null,
    imageTimeout: values.image_timeout ?? null,
    inputPartition: values.input_partition ?? null,
    inputRoot: values.input_root ?? null,
    imageColumn: values.image_column ?? null,
    allowPrivateUrls: values.allow_private_urls,
    rowFormat: values.row_format,
    csvFormulas: values.csv_formulas,
    rowDetail: values.row_detail,
    plateFormats: values.plate_formats ?? [],
    failedItems: values.failed_items,
    metadata: values.metadata === undefined ? null : { file: values.metadata, key: values.metadata_key },
    ...toServiceOptions(values),
    store: toStoreChoice(values.store),
    loggingLevel: values.logging_level,
    host: {
      ...toHostOptions(texts, unknown, env),
      inputFolders: inputFolders(argv, values.input_root ?? null, env),
    },
  };
}

function toStoreChoice(value: string | undefined): StoreChoice {
  if (value === undefined) return { kind: 'run' };
  return value === 'off' ? { kind: 'off' } : { kind: 'folder', folder: value };
}

// https://learn.microsoft.com/azure/machine-learning/how-to-batch-scoring-script names AZUREML_BI_OUTPUT_PATH
function toHostOptions(
  texts: Partial<Record<(typeof HOST_NAMES)[number], string>>,
  ignoredArguments: readonly string[],
  env: Environment,
): Omit<HostOptions, 'inputFolders'> {
  return {
    outputFolder: texts.output || env['AZUREML_BI_OUTPUT_PATH'] || null,
    processCountPerNode: toCount(texts.process_count_per_node),
    nodeCount: toNodeCount(env),
    miniBatchSize: toCount(texts.mini_batch_size),
    runInvocationTimeout: toCount(texts.run_invocation_timeout),
    taskOverheadTimeout: toCount(texts.task_overhead_timeout),
    runMaxTry: toCount(texts.run_max_try),
    runId: env['AZUREML_RUN_ID'] || null,
    ignoredArguments,
  };
}

function toNodeCount(env: Environment): number | null {
  const listed = (env['AZ_BATCH_NODE_LIST'] ?? '').split(';').filter((node) => node.trim() !== '').length;
  return toCount(env['AZUREML_NODE_COUNT']) ?? (listed === 0 ? null : listed);
}

/** A whole number of at least 1, or null: AML itself reports errors in its arguments. */
function toCount(value: string | undefined): number | null {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
