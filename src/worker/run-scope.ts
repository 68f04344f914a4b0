import type { HostOptions } from '../config/worker-options.ts';
import { RunTimeoutError } from '../flow/run-timeout-error.ts';
import { neverEnding, scopeUntil, type TimeScope } from '../flow/time-scope.ts';

/** Kept for the rows to get back to AML: a tenth of the time, and no more than this, milliseconds. */
const LONGEST_REPLY_MS = 1000;

/**
 * The scope of a `run()` that started at `startedAt`: as long as `--run_invocation_timeout` allows, less the time for the
 * reply, or without an end where that is unknown. What AML adds for its own work (`--task_overhead_timeout`) is left to it.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel
 *
 * @param kept what was submitted and read is there in the next attempt
 */
export function runScope(
  { runInvocationTimeout }: HostOptions,
  startedAt: number,
  signal: AbortSignal,
  kept: boolean,
): TimeScope {
  if (runInvocationTimeout === null) return neverEnding(signal);
  const ms = runInvocationTimeout * 1000;
  return scopeUntil(startedAt + ms - Math.min(LONGEST_REPLY_MS, ms / 10), signal, () => kept);
}

/** Why an image has no reading when the time ends. */
export function runTimeout({ runInvocationTimeout }: HostOptions): RunTimeoutError {
  return new RunTimeoutError(
    `The image was not read in the ${runInvocationTimeout} s of its mini-batch (run_invocation_timeout).`,
  );
}
