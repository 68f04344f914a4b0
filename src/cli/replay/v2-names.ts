import { wholeNumber } from '../../config/option.ts';
import { type GivenTexts, grouped, type ParsedOptions } from '../../config/parse-options.ts';
import { failedCount, timeoutSeconds, workerCount } from './option-types.ts';

/**
 * What options of a replay are called in the YAML of v2, whose retries do not count the first attempt.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/migrate-to-v2-execution-parallel-run-step
 */
export const V2_OPTIONS = grouped('Names of v2 for the same', {
  max_retries: {
    value: 'N',
    description: 'Attempts after the first: --run_max_try is one more',
    type: wholeNumber(0, 999_999),
  },
  timeout: {
    value: 'SECONDS',
    description: '--run_invocation_timeout',
    type: timeoutSeconds,
  },
  mini_batch_error_threshold: {
    value: 'MINI-BATCHES',
    description: '--allowed_failed_count',
    type: failedCount,
  },
  instance_count: { value: 'N', description: '--node_count', type: workerCount },
  max_concurrency_per_instance: {
    value: 'N',
    description: '--process_count_per_node',
    type: workerCount,
  },
});

const V1_NAMES = {
  max_retries: 'run_max_try',
  timeout: 'run_invocation_timeout',
  mini_batch_error_threshold: 'allowed_failed_count',
  instance_count: 'node_count',
  max_concurrency_per_instance: 'process_count_per_node',
} as const satisfies Record<keyof typeof V2_OPTIONS, string>;

type V1Values = Partial<Record<(typeof V1_NAMES)[keyof typeof V1_NAMES], number>>;

/** The values that were given by names of v2, by those of v1. */
export function fromV2Names(values: ParsedOptions<typeof V2_OPTIONS>): V1Values {
  const names = Object.keys(V1_NAMES) as (keyof typeof V1_NAMES)[];
  const entries = names.flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    return [[V1_NAMES[name], name === 'max_retries' ? value + 1 : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Both names of one thing, a sentence each. */
export function findNameProblems(given: GivenTexts): string[] {
  return Object.entries(V1_NAMES)
    .filter(([v2, v1]) => v2 in given && v1 in given)
    .map(([v2, v1]) => `--${v2} is what v2 calls --${v1}: give one of them.`);
}
