import { neverAborted } from './abort.ts';

/** The time a piece of work has. */
export interface TimeScope {
  /** Aborted when the work has to stop, at `endsAt` at the latest. */
  readonly signal: AbortSignal;
  /** In `Clock.now()` terms; Infinity where no end is known. A wait that would outlast it is not worth starting. */
  readonly endsAt: number;
}

/** The scope of work that only `signal` ends. */
export function neverEnding(signal: AbortSignal = neverAborted): TimeScope {
  return { signal, endsAt: Number.POSITIVE_INFINITY };
}
