import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countSelectedPages } from '../../../src/plan/input/selected-pages.ts';
import { selectPages } from '../../../src/emulator/reading/page-range.ts';

it.each([
  [null, 5, 5],
  [['1-3', '2', '5-'], 10, 9],
  [['-2'], 10, 2],
  [['7'], 3, 0],
  [['3-', '2-'], 4, 3],
])('%j of %i pages are %i', (ranges, pages, count) => {
  expect(countSelectedPages(ranges, pages)).toBe(count);
});

it('counts the pages that the emulated service selects', () => {
  const number = fc.integer({ min: 1, max: 12 });
  const range = fc.oneof(
    number.map(String),
    number.map((from) => `${from}-`),
    number.map((to) => `-${to}`),
    fc.tuple(number, number).map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`),
  );
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), number, (ranges, pages) => {
      const selected = selectPages(ranges.join(','), pages);
      fc.pre(selected !== null);
      expect(countSelectedPages(ranges, pages)).toBe(selected.length);
    }),
  );
});
