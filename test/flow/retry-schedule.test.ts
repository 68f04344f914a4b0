import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRetrySchedule, fullJitter } from '../../src/flow/retry-schedule.ts';
import { numbersFrom } from '../support/numbers-from.ts';

describe('fullJitter', () => {
  it('lies between nothing and a ceiling that doubles up to the cap', () => {
    const unit = numbersFrom(0, 0.999_999);
    fc.assert(
      fc.property(fc.nat(2000), unit, (attempt, draw) => {
        const wait = fullJitter(500, 30_000)(attempt, () => draw);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** attempt));
      }),
    );
  });

  it('uses the whole width below the ceiling', () => {
    const waits = [0, 0.5, 0.999].map((draw) => fullJitter(100, 1000)(2, () => draw));
    expect(waits).toEqual([0, 200, 399.6]);
  });

  it('never waits longer than 30 seconds by default', () => {
    expect(defaultRetrySchedule(50, () => 0.9999)).toBeLessThan(30_000);
  });
});
