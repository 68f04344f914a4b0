import type { Clock } from '../../flow/clock.ts';
import type { BudgetName } from '../operations.ts';
import type { Rate, Rates } from './rates.ts';

/** A sliding window: no period contains more calls than the rate, whenever it starts. Rejected calls do not count. */
export class RateLimiter {
  readonly #taken = new Map<BudgetName, number[]>();
  readonly #rates: Rates;
  readonly #clock: Clock;

  constructor(rates: Rates, clock: Clock) {
    this.#rates = rates;
    this.#clock = clock;
  }

  /**
   * Takes one call from the budget. Returns 0 when one was available, otherwise the milliseconds until the next one is.
   */
  take(budget: BudgetName): number {
    const rate = this.#rates[budget];
    if (rate === null) return 0;
    const times = this.#taken.get(budget) ?? [];
    this.#taken.set(budget, times);
    return takeOne(times, rate, this.#clock.now());
  }

  reset(): void {
    this.#taken.clear();
  }
}

function takeOne(times: number[], rate: Rate, now: number): number {
  while (times[0] !== undefined && times[0] <= now - rate.periodMs) times.shift();
  const [oldest] = times;
  if (times.length >= rate.calls && oldest !== undefined) return oldest + rate.periodMs - now;
  times.push(now);
  return 0;
}
