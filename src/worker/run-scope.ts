import type { HostOptions } from '../config/worker-options.ts';
import { RunTimeoutError } from '../flow/run-timeout-error.ts';
import { neverEnding, scopeUntil, type TimeScope } from '../flow/time-scope.ts';

/** Kept for the rows to get back to AML: a tenth of the time, and no more than this, milliseconds. */
const LONGEST_REPLY_MS = 1000;

/**
 * Seconds that AML adds to the timeout of `run()` before it ends the process, where `--task_overhead_timeout` is not given.
 * Its pages say 30 or 600; this is the shorter one.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel (30),
 * https://learn.microsoft.com/azure/machine-learning/how-to-use-parallel-job-in-pipeline (600)
 */
const SHORTEST_TASK_OVERHEAD_S = 30;

/** The part of it in which what is paid for may end; the rest is left to AML. */
const USED_OVERHEAD = 1 / 3;

/**
 * The scope of a `run()` that started at `startedAt`: images begin as long as `--run_invocation_timeout` allows, less the
 * time for the reply; what is in progress then may end in a part of AML's overhead. Without an end where the timeout is unknown.
 *
 * @param kept what was submitted and read is there in the next attempt
 */
export function runScope(
  host: HostOptions,
  startedAt: number,
  signal: AbortSignal,
  kept: boolean,
): TimeScope {
  const times = timesOf(host);
  if (times === null) return neverEnding(signal);
  return {
    ...scopeUntil(startedAt + times.endMs, signal, () => kept),
    submitBy: startedAt + times.submitMs,
  };
}

/** Milliseconds in which every `run()` ends, unless its process hangs; null where the timeout is unknown. */
export function runLimitMs(host: HostOptions): number | null {
  return timesOf(host)?.endMs ?? null;
}

/** Milliseconds after the start of `run()`. */
function timesOf({
  runInvocationTimeout,
  taskOverheadTimeout,
}: HostOptions): { readonly submitMs: number; readonly endMs: number } | null {
  if (runInvocationTimeout === null) return null;
  const ms = runInvocationTimeout * 1000;
  const submitMs = ms - Math.min(LONGEST_REPLY_MS, ms / 10);
  const overheadMs = (taskOverheadTimeout ?? SHORTEST_TASK_OVERHEAD_S) * 1000;
  return { submitMs, endMs: submitMs + USED_OVERHEAD * overheadMs };
}

/** Why an image has no reading when the time ends. */
export function runTimeout({ runInvocationTimeout }: HostOptions): RunTimeoutError {
  return new RunTimeoutError(
    `The image was not read in the ${runInvocationTimeout} s of its mini-batch (run_invocation_timeout).`,
  );
}
