import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTo, type CountTree } from '../../src/metrics/count-tree.ts';
import { bucketOf, quantileOf, RELATIVE_ERROR } from '../../src/metrics/latency-buckets.ts';
import { numbersFrom } from '../support/numbers-from.ts';

function bucketsOf(times: readonly number[]): CountTree {
  const buckets: CountTree = {};
  for (const ms of times) addTo(buckets, [bucketOf(ms)], 1);
  return buckets;
}

const times = fc.array(numbersFrom(0.001, 86_400_000), { minLength: 1 });

it('has quantiles within one percent of the true ones', () => {
  fc.assert(
    fc.property(times, numbersFrom(0.01, 1), (all, quantile) => {
      const truth = all.toSorted((left, right) => left - right)[Math.ceil(quantile * all.length) - 1] ?? 0;
      const found = quantileOf(bucketsOf(all), quantile) ?? 0;
      expect(Math.abs(found - truth)).toBeLessThanOrEqual(truth * RELATIVE_ERROR * 1.000_001);
    }),
  );
});

it('has a limited number of buckets, whatever the times are', () => {
  const all = Array.from({ length: 20_000 }, (_, index) => 1e-6 * 1.002 ** index);
  expect(Object.keys(bucketsOf([...all, 0, -5, 1e30])).length).toBeLessThan(1300);
});

it('has no quantile of nothing', () => {
  expect(quantileOf({}, 0.5)).toBeNull();
});
