/** A number in [0, 1), like `Math.random`. */
export type Random = () => number;

/** How long to wait after the failed attempt number `attempt` (from 0), milliseconds. Pure but for `random`. */
export type RetrySchedule = (attempt: number, random: Random) => number;

/**
 * Exponential back-off with full jitter: anywhere between nothing and the ceiling of the attempt, so that many
 * processes that failed together do not come back together.
 *
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(baseMs: number, capMs: number): RetrySchedule {
  return (attempt, random) => random() * Math.min(capMs, baseMs * 2 ** attempt);
}

/** Ceilings of 0.5, 1, 2, 4 … 30 seconds. */
export const defaultRetrySchedule: RetrySchedule = fullJitter(500, 30_000);
