import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowIndex } from '../../../src/report/verify/row-index.ts';

it('is a map from keys to places, whatever the keys', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (keys) => {
      const index = new RowIndex();
      const known = new Map<string, number>();
      const firsts = keys.map((key, at) => {
        const first = index.add(key, { line: at + 1, offset: at * 2 ** 33 });
        const expected = known.get(key);
        if (expected === undefined) known.set(key, at);
        return [first, expected === undefined ? null : { line: expected + 1, offset: expected * 2 ** 33 }];
      });
      expect(firsts.map(([first]) => first)).toEqual(firsts.map(([, expected]) => expected));
      expect(index.size).toBe(known.size);
      expect(Array.from(known.keys(), (key) => index.find(key))).toEqual([...Array(known.size).keys()]);
      expect(index.find(`${keys.join('')}.`)).toBe(-1);
    }),
  );
});

it('grows', () => {
  const index = new RowIndex();
  for (let row = 0; row < 5000; row += 1) index.add(String(row), { line: row + 1, offset: row });
  const rows = Array.from({ length: 5000 }, (_, row) => row);
  expect(rows.map((row) => index.find(String(row)))).toEqual(rows);
  expect(rows.map((row) => index.placeOf(row).offset)).toEqual(rows);
});
