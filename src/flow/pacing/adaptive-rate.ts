import { LOWEST_RATE, type RateLaw, type Rejection, type RunFacts } from './rate-law.ts';

/** How the rate moves between two rejections and at one, once the first has been seen. */
export interface SteadyLaw {
  /** @returns the new rate; `rampStep` when the capacity has risen beyond doubt and the search for it starts again */
  grow(rate: number, run: RunFacts): { readonly rate: number; readonly rampStep?: number };
  /** @returns the new rate */
  cut(rate: number, cut: Cut): number;
  /** Begins after a ramp that found `capacity`; null when it ended without a rejection. */
  begin(capacity: number, found: boolean): void;
}

export interface Cut {
  readonly now: number;
  /** The smaller of the present rate and the estimate, or the present rate where the estimate is not believed. */
  readonly capacity: number;
  /** The run before the rejection was too short for a good estimate, */
  readonly short: boolean;
  /** and so was the one before it. */
  readonly shortAgain: boolean;
}

export interface AdaptiveRateOptions {
  /** Requests per second at the start. */
  readonly start: number;
  /** The ramp ends here, even without a rejection. */
  readonly rampEnd: number;
  /** Never faster than this. */
  readonly ceiling: number;
  /** The law for a capacity: asked again at each rejection. */
  readonly steadyFor: (capacity: number) => SteadyLaw;
}

/** A run with fewer accepted requests gives no good estimate. */
const SHORT_RUN = 8;

/** Stay a little below what was found: the bucket stays above empty. */
export const BELOW_CAPACITY = 0.97;

/**
 * Congestion control: a ramp until the first rejection, then a steady law. The ramp adds a fraction of the start rate for
 * each accepted request, which is exponential in time.
 */
export class AdaptiveRate implements RateLaw {
  #rate: number;
  #rampStep: number | null;
  #lastWasShort = false;
  #steady: SteadyLaw;
  readonly #options: AdaptiveRateOptions;

  constructor(options: AdaptiveRateOptions) {
    this.#options = options;
    this.#rate = Math.max(LOWEST_RATE, Math.min(options.start, options.ceiling));
    this.#rampStep = options.start / 4;
    this.#steady = options.steadyFor(options.rampEnd);
  }

  get rate(): number {
    return this.#rate;
  }

  accepted(run: RunFacts): void {
    if (this.#rampStep === null) {
      const { rate, rampStep } = this.#steady.grow(this.#rate, run);
      this.#set(rate);
      this.#rampStep = rampStep ?? null;
      return;
    }
    this.#set(this.#rate + this.#rampStep);
    if (this.#rate >= this.#options.rampEnd) this.#endRamp(this.#rate, false);
  }

  rejected({ now, accepted, estimate }: Rejection): void {
    const short = accepted < SHORT_RUN;
    const shortAgain = short && this.#lastWasShort;
    this.#lastWasShort = short;
    const believed = !short || shortAgain;
    const capacity = believed ? Math.min(this.#rate, estimate) : this.#rate;
    if (this.#rampStep !== null) {
      this.#endRamp(capacity, true);
      this.#set(BELOW_CAPACITY * capacity);
      return;
    }
    const steady = this.#options.steadyFor(capacity);
    if (steady !== this.#steady) {
      this.#steady = steady;
      steady.begin(capacity, true);
    }
    this.#set(steady.cut(this.#rate, { now, capacity, short, shortAgain }));
  }

  observed(): void {}

  #endRamp(capacity: number, found: boolean): void {
    this.#rampStep = null;
    this.#steady = this.#options.steadyFor(capacity);
    this.#steady.begin(capacity, found);
  }

  #set(rate: number): void {
    this.#rate = Math.max(LOWEST_RATE, Math.min(rate, this.#options.ceiling));
  }
}
