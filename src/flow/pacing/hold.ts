import type { Random } from '../retry-schedule.ts';

const LONGEST_BACK_OFF_MS = 64_000;

/** Processes that were rejected together are released a little apart; more would only cost time. */
const JITTER = 0.1;

/**
 * The time in which nothing is sent, because the service rejected a request for its rate. All rejections of
 * requests that were sent before it began belong to one epoch.
 */
export class Hold {
  readonly #random: Random;
  #until = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  #stated = 0;
  #vain = 0;
  #vainSince: number | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  get until(): number {
    return this.#until;
  }

  /** The number of holds so far; a request belongs to the epoch in which it is sent. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The time of the first rejection after the last accepted request; null while requests are accepted. */
  get vainSince(): number | null {
    return this.#vainSince;
  }

  /** A request of the present epoch was accepted. */
  accepted(): void {
    this.#vain = 0;
    this.#vainSince = null;
  }

  /**
   * Holds after a rejection of a request of the present epoch.
   *
   * @param retryAfterMs what the service asks for; null where it does not: 1, 2, 4 … 64 seconds, until it accepts a request
   * @returns the milliseconds without jitter
   */
  begin(now: number, retryAfterMs: number | null): number {
    const backOff = Math.min(LONGEST_BACK_OFF_MS, 1000 * 2 ** this.#vain);
    // A service that says "1 second" again and again is not believed for ever.
    const waitMs = retryAfterMs === null ? backOff : Math.max(retryAfterMs, this.#vain < 2 ? 0 : backOff / 4);
    this.#vain += 1;
    this.#vainSince ??= now;
    this.#epoch += 1;
    this.#stated = waitMs;
    this.#extend(now, waitMs);
    return waitMs;
  }

  /** A rejection of an earlier epoch's request: it counts only where it asks for more than the present hold did. */
  repeat(now: number, retryAfterMs: number | null): void {
    if (retryAfterMs === null || retryAfterMs <= this.#stated) return;
    this.#stated = retryAfterMs;
    this.#extend(now, retryAfterMs);
  }

  #extend(now: number, waitMs: number): void {
    this.#until = Math.max(this.#until, now + waitMs * (1 + JITTER * this.#random()));
  }
}
