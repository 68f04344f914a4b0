import { describe, expect, it } from 'vitest';
import { LIST_PRICES, PRICES_AS_OF } from '../../../src/plan/money/list-prices.ts';
import { priceOf } from '../../../src/plan/money/price-of.ts';

describe('the price of transactions', () => {
  it.each([
    ['read', 0, 0],
    ['read', 1000, 1.5],
    ['read', 1_000_000, 1500],
    ['read', 3_000_000, 2700],
    ['custom-vision', 2_000_000, 4000],
  ] as const)('is by the steps of a month: %s %i', (service, transactions, usd) => {
    expect(priceOf(service, transactions, {})).toBeCloseTo(usd, 6);
  });

  it('is the own price where there is one', () => {
    expect(priceOf('read', 3_000_000, { read: 0.5 })).toBeCloseTo(1500, 6);
    expect(priceOf('custom-vision', 1000, { read: 0.5 })).toBeCloseTo(2, 6);
  });

  it('has a date, and a page of Azure for each service', () => {
    expect(PRICES_AS_OF).toMatch(/^20\d\d-\d\d$/);
    for (const { source, steps } of Object.values(LIST_PRICES)) {
      expect(source).toMatch(/^https:\/\/azure\.microsoft\.com\/pricing\/details\//);
      expect(steps.at(-1)?.upTo).toBeNull();
    }
  });
});
