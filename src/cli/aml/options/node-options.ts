import { LONGEST_TIMEOUT } from '../../../config/longest-timeout.ts';
import { DEFAULT_ERROR_THRESHOLD, type NodeSettings } from '../../../aml/jobs/parallel-node.ts';
import { decimal, oneOf, upperCased, wholeNumber } from '../../../config/option.ts';
import { grouped, type ParsedOptions } from '../../../config/parse-options.ts';

const MAX_COUNT = 999_999_999;
const componentDefault = { defaultDescription: "the component's" } as const;
const threshold = decimal((given) =>
  /^(?:-1|\d{1,9})$/.test(given) ? null : 'a whole number, or -1 for any number',
);

/** Settings of a run that override those of its component. */
export const NODE_OPTIONS = grouped('Limits', {
  instance_count: {
    value: 'N',
    description: 'Number of nodes',
    ...componentDefault,
    type: wholeNumber(1, 10_000),
  },
  mini_batch_size: {
    value: 'FILES',
    description: 'Images in a mini-batch',
    ...componentDefault,
    type: wholeNumber(1, MAX_COUNT),
  },
  max_concurrency_per_instance: {
    value: 'N',
    description: 'Worker processes per node',
    ...componentDefault,
    type: wholeNumber(1, 1024),
  },
  error_threshold: {
    value: 'ITEMS',
    description: 'Images that may have no row; -1 allows any number',
    default: String(DEFAULT_ERROR_THRESHOLD),
    type: threshold,
  },
  mini_batch_error_threshold: {
    value: 'N',
    description: 'Mini-batches that may fail; -1 allows any number',
    ...componentDefault,
    type: threshold,
  },
  max_retries: {
    value: 'N',
    description: 'Retries of a mini-batch after its first attempt',
    ...componentDefault,
    type: wholeNumber(0, 1000),
  },
  timeout: {
    value: 'SECONDS',
    description: 'Timeout in seconds for run() and init()',
    ...componentDefault,
    type: wholeNumber(1, LONGEST_TIMEOUT),
  },
  logging_level: {
    value: 'LEVEL',
    description: 'Log level',
    default: 'INFO',
    type: upperCased(oneOf(['DEBUG', 'INFO', 'WARNING'])),
  },
});

export function toNodeSettings(values: ParsedOptions<typeof NODE_OPTIONS>): NodeSettings {
  return {
    instanceCount: values.instance_count ?? null,
    miniBatchSize: values.mini_batch_size ?? null,
    maxConcurrencyPerInstance: values.max_concurrency_per_instance ?? null,
    errorThreshold: values.error_threshold,
    miniBatchErrorThreshold: values.mini_batch_error_threshold ?? null,
    maxRetries: values.max_retries ?? null,
    timeout: values.timeout ?? null,
    loggingLevel: values.logging_level,
  };
}
