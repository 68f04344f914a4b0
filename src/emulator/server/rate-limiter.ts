import type { Clock } from '../../flow/clock.ts';
import type { BudgetName } from '../operations.ts';
import type { Rate, Rates } from './rates.ts';

export interface RateLimiter {
  /** Takes one call from the budget. 0 when it was free, else the milliseconds until the next one is. */
  take(budget: BudgetName): number;
  reset(): void;
}

/** A sliding window, so that no period of any start holds more than the rate. A refused call costs nothing. */
export function createRateLimiter(rates: Rates, clock: Clock): RateLimiter {
  const taken = new Map<BudgetName, number[]>();
  return {
    take(budget) {
      const rate = rates[budget];
      if (rate === null) return 0;
      const times = taken.get(budget) ?? [];
      taken.set(budget, times);
      return takeOne(times, rate, clock.now());
    },
    reset: () => taken.clear(),
  };
}

function takeOne(times: number[], rate: Rate, now: number): number {
  while (times[0] !== undefined && times[0] <= now - rate.periodMs) times.shift();
  const [oldest] = times;
  if (times.length >= rate.calls && oldest !== undefined) return oldest + rate.periodMs - now;
  times.push(now);
  return 0;
}
