/** A number in [0, 1), like `Math.random`. */
export type Random = () => number;

/** The delay before the next attempt after `retries` retries, in milliseconds; pure except for `random`. */
export type RetrySchedule = (retries: number, random: Random) => number;

/**
 * Exponential back-off with full jitter: anywhere between 0 and the ceiling of the retry, so that processes which
 * failed together do not retry together.
 *
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(baseMs: number, capMs: number): RetrySchedule {
  return (retries, random) => random() * Math.min(capMs, baseMs * 2 ** retries);
}

/** Ceilings of 0.5, 1, 2, 4 … 30 seconds. */
export const defaultRetrySchedule: RetrySchedule = fullJitter(500, 30_000);
