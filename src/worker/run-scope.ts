import type { HostOptions } from '../config/worker-options.ts';
import { neverEnding, scopeUntil, type TimeScope } from '../flow/time-scope.ts';

/**
 * Seconds that AML adds to the timeout of `run()` where `--task_overhead_timeout` is not given. Its pages say 30 or
 * 600; this is the longer one, so that no mini-batch ends here that AML would still let finish.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel (30),
 * https://learn.microsoft.com/azure/machine-learning/how-to-use-parallel-job-in-pipeline (600)
 */
const LONGEST_TASK_OVERHEAD_S = 600;

/** The scope of a `run()` that started at `startedAt`: until AML ends its process, or without an end where that is unknown. */
export function runScope(
  { runInvocationTimeout, taskOverheadTimeout }: HostOptions,
  startedAt: number,
  signal: AbortSignal,
): TimeScope {
  if (runInvocationTimeout === null) return neverEnding(signal);
  const seconds = runInvocationTimeout + (taskOverheadTimeout ?? LONGEST_TASK_OVERHEAD_S);
  return scopeUntil(startedAt + seconds * 1000, signal);
}
