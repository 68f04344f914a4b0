import type { NodeSettings } from '../../../aml/jobs/parallel-node.ts';
import { matching, oneOf, type Option, wholeNumber } from '../../../config/option.ts';
import type { ParsedOptions } from '../../command/option-parser.ts';

const MOST = 999_999_999;
const threshold = matching(/^(?:-1|\d{1,9})$/, 'a whole number, or -1 for any number');

/** How a run differs from what its component says. */
export const NODE_OPTIONS = {
  instance_count: {
    value: 'N',
    description: 'Nodes',
    default: "the component's",
    check: wholeNumber(1, 10_000),
  },
  mini_batch_size: {
    value: 'FILES',
    description: 'Images in a mini-batch',
    default: "the component's",
    check: wholeNumber(1, MOST),
  },
  max_concurrency_per_instance: {
    value: 'N',
    description: 'Worker processes on a node',
    default: "the component's",
    check: wholeNumber(1, 1024),
  },
  error_threshold: {
    value: 'ITEMS',
    description: 'Images that may come back without a row; -1 for any number',
    default: '100',
    check: threshold,
  },
  mini_batch_error_threshold: {
    value: 'N',
    description: 'Mini-batches that may fail; -1 for any number',
    default: "the component's",
    check: threshold,
  },
  max_retries: {
    value: 'N',
    description: 'Retries of a mini-batch; tries are one more',
    default: "the component's",
    check: wholeNumber(0, 1000),
  },
  timeout: {
    value: 'SECONDS',
    description: 'Of one run(), and of init()',
    default: "the component's",
    check: wholeNumber(1, 259_200),
  },
  logging_level: {
    value: 'LEVEL',
    description: 'DEBUG, INFO or WARNING',
    default: 'INFO',
    check: (value) => oneOf(['DEBUG', 'INFO', 'WARNING'])(value.toUpperCase()),
  },
} as const satisfies Readonly<Record<string, Option>>;

export function toNodeSettings({ values }: ParsedOptions): NodeSettings {
  const number = (name: keyof typeof NODE_OPTIONS): number | null =>
    values[name] === undefined ? null : Number(values[name]);
  return {
    instanceCount: number('instance_count'),
    miniBatchSize: number('mini_batch_size'),
    maxConcurrencyPerInstance: number('max_concurrency_per_instance'),
    errorThreshold: number('error_threshold'),
    miniBatchErrorThreshold: number('mini_batch_error_threshold'),
    maxRetries: number('max_retries'),
    timeout: number('timeout'),
    loggingLevel: values['logging_level']?.toUpperCase() ?? null,
  };
}
