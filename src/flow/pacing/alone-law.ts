import { BELOW_CAPACITY, type Cut, type SteadyLaw } from './adaptive-rate.ts';
import type { RunFacts } from './rate-law.ts';

/** Seconds from one probe of the capacity to the next; each probe without a change makes the next one rarer. */
const FIRST_PERIOD = 8;
const VIGILANT_PERIOD = 4;
const LONGEST_PERIOD = 32;

/** Seconds in which a capacity that fell is expected to come back. */
const VIGILANCE = 60;

/**
 * For the only client of a service. Its estimate of the capacity is exact, so it cuts little, stays on a plateau and
 * then probes upward, like TCP CUBIC. After a fall it looks more often, so that a capacity which comes back is found
 * within seconds.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9438
 */
export class AloneLaw implements SteadyLaw {
  #capacity = 0;
  #found = false;
  #period = FIRST_PERIOD;
  #vigilantUntil = Number.NEGATIVE_INFINITY;

  begin(capacity: number, found: boolean): void {
    this.#capacity = capacity;
    this.#found = found;
    this.#period = FIRST_PERIOD;
  }

  grow(rate: number, run: RunFacts) {
    const passed = run.accepted / (run.seconds + run.depthSeconds);
    // Only a larger bucket lets that much through.
    const risen = run.accepted >= 12 && rate > 1.1 * this.#capacity && passed > 1.15 * this.#capacity;
    if (risen) return { rate, rampStep: passed / 4 };
    return { rate: Math.max(rate, this.#capacity * this.#shape(run)) };
  }

  cut(_rate: number, { now, capacity, short }: Cut): number {
    if (this.#found && !short && capacity < 0.75 * this.#capacity) this.#vigilantUntil = now + VIGILANCE;
    this.#capacity = capacity;
    this.#found = true;
    this.#period = now < this.#vigilantUntil ? VIGILANT_PERIOD : Math.min(LONGEST_PERIOD, 1.5 * this.#period);
    return BELOW_CAPACITY * capacity;
  }

  /** The rate as a multiple of the capacity: a rise to it, the plateau, the probe. */
  #shape({ now, limitedSeconds }: RunFacts): number {
    const vigilant = now < this.#vigilantUntil;
    const plateau = vigilant ? 0.5 : 0.3 * this.#period;
    if (limitedSeconds <= plateau) return BELOW_CAPACITY + (1 - BELOW_CAPACITY) * (limitedSeconds / plateau);
    const beyond = limitedSeconds - plateau;
    return 1 + 0.3 * (vigilant ? beyond : (beyond / this.#period) ** 3);
  }
}
