import type { Clock } from '../../../flow/clock.ts';
import { orAborted } from '../../../flow/abort.ts';

/**
 * Shares one run of `work` per `key` among everyone who asks while it runs and for `keepMs` after; a waiter that is
 * aborted leaves the run to the others. A run that failed is not kept.
 */
export class SingleFlight<T> {
  readonly #clock: Clock;
  readonly #keepMs: number;
  #latest: { readonly key: number; readonly result: Promise<T>; endsAt: number } | null = null;

  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
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
      () => (run.endsAt = this.#clock.now() + this.#keepMs),
      () => (run.endsAt = 0),
    );
    return run;
  }
}
