import { neverAborted } from './abort.ts';

/** The time a piece of work has, in terms of `Clock.now()`. */
export interface TimeScope {
  /** Aborted when the work has to stop, at `endsAt` at the latest. */
  readonly signal: AbortSignal;
  /** The end of the work if it goes on from now; Infinity where none is known. A delay that would outlast it is not started. */
  readonly endsAt: number;
  /** The end that no wait postpones: that of the mini-batch. */
  readonly deadline: number;
  /** When the last submit has to have its response; not after the deadline. */
  readonly submitBy: number;
  /** Aborted at `submitBy`, or with `signal`: nothing begins any more. */
  readonly closing: AbortSignal;
  /** Aborted when the rest is left to the next attempt, or with `signal`: results are not waited for any more. */
  readonly leaving: AbortSignal;
  /** Whether another attempt goes on with what was submitted in this one, and gets what has not been read by the deadline. */
  readonly resumes: () => boolean;
  /** Waits for a turn or a slot, not for the service: only the deadline counts meanwhile, not the time for the work. */
  idle<T>(wait: () => Promise<T>): Promise<T>;
}

/** A scope whose waits count like its work. */
export function scopeUntil(
  deadline: number,
  signal: AbortSignal = neverAborted,
  resumes = (): boolean => false,
): TimeScope {
  const ends = { endsAt: deadline, deadline, submitBy: deadline, closing: signal, leaving: signal };
  return { signal, ...ends, resumes, idle: (wait) => wait() };
}

/** A scope without a deadline. */
export function neverEnding(signal: AbortSignal = neverAborted): TimeScope {
  return scopeUntil(Number.POSITIVE_INFINITY, signal);
}
