import { neverAborted } from './abort.ts';

/** The time a piece of work has. */
export interface TimeScope {
  /** Aborted when the work has to stop, at `endsAt` at the latest. */
  readonly signal: AbortSignal;
  /** In terms of `Clock.now()`; Infinity where no end is known. A delay that would outlast it is not started. */
  readonly endsAt: number;
}

/** A scope without a deadline. */
export function neverEnding(signal: AbortSignal = neverAborted): TimeScope {
  return { signal, endsAt: Number.POSITIVE_INFINITY };
}
