import type { Clock } from '../../../flow/clock.ts';
import { orAborted } from '../../../flow/abort.ts';

/**
 * Shares one run of `work` per `key` among all callers while it runs and for `cacheMs` after. A caller that is aborted
 * does not end the run for the others. A failed run is not cached.
 */
export class SingleFlight<T> {
  readonly #clock: Clock;
  readonly #cacheMs: number;
  #latest: { readonly key: number; readonly result: Promise<T>; endsAt: number } | null = null;

  constructor(clock: Clock, cacheMs: number) {
    this.#clock = clock;
    this.#cacheMs = cacheMs;
  }

  async run(key: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const shared =
      this.#latest?.key === key && this.#clock.now() < this.#latest.endsAt
        ? this.#latest
        : this.#start(key, work);
    return orAborted(shared.result, signal);
  }

  #start(key: number, work: () => Promise<T>) {
    const run = { key, result: work(), endsAt: Number.POSITIVE_INFINITY };
    this.#latest = run;
    run.result.then(
      () => (run.endsAt = this.#clock.now() + this.#cacheMs),
      () => (run.endsAt = 0),
    );
    return run;
  }
}
