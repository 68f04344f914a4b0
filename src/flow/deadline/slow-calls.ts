import type { Clock } from '../clock.ts';

/** The part of its lead that a slow call keeps with each faster one. */
const KEPT = 0.95;

/** Follows how long the slower calls of a kind take: one that is slower counts at once, and is slowly forgotten. */
export class SlowCalls {
  readonly #clock: Clock;
  readonly #shortestMs: number;
  #ms: number;

  constructor(clock: Clock, shortestMs: number) {
    this.#clock = clock;
    this.#shortestMs = shortestMs;
    this.#ms = shortestMs;
  }

  /** Milliseconds, never less than the shortest. */
  get ms(): number {
    return this.#ms;
  }

  /** Makes a call and takes its time, if it succeeds. */
  async time<T>(call: () => Promise<T>): Promise<T> {
    const startedAt = this.#clock.now();
    const value = await call();
    const tookMs = this.#clock.now() - startedAt;
    this.#ms = Math.max(this.#shortestMs, tookMs, KEPT * this.#ms + (1 - KEPT) * tookMs);
    return value;
  }
}
