import { systemClock } from '../../flow/clock.ts';
import type { JobObserver } from './job-plan.ts';

/**
 * Calls back when no mini-batch was settled for a time after the first call of `progressed`. A failed attempt that is followed by another is no progress.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel#predefined-program-arguments-for-parallel-job
 */
export class ProgressWatch implements Partial<JobObserver> {
  readonly #ms: number | null;
  readonly #expired: () => void;
  #cancel = (): void => {};

  /** @param ms null for ever */
  constructor(ms: number | null, expired: () => void) {
    this.#ms = ms;
    this.#expired = expired;
  }

  progressed(): void {
    this.#cancel();
    if (this.#ms !== null) this.#cancel = systemClock.after(this.#ms, this.#expired);
  }

  end(): void {
    this.#cancel();
  }
}
