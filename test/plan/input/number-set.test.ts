import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberSet } from '../../../src/plan/input/number-set.ts';

const numbers = fc.oneof(fc.bigInt({ min: 0n, max: 30n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));

it('knows what was added, as a set does', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 200 }), fc.array(numbers), (added, others) => {
      const set = new NumberSet();
      const expected = new Set<bigint>();
      for (const value of added) {
        expect(set.add(value)).toBe(!expected.has(value));
        expected.add(value);
      }
      expect(set.size).toBe(expected.size);
      for (const value of [...added, ...others]) expect(set.has(value)).toBe(expected.has(value));
    }),
  );
});

it('grows, with numbers in a row and multiples of its capacity', () => {
  const set = new NumberSet();
  const values = Array.from({ length: 20_000 }, (_, index) =>
    BigInt(index % 2 === 0 ? index : index * 65_536),
  );
  for (const value of values) set.add(value);
  expect(values.every((value) => set.has(value))).toBe(true);
  expect(set.has(3n)).toBe(false);
  expect(set.size).toBe(20_000);
});
