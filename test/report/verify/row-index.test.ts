import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowIndex } from '../../../src/report/verify/row-index.ts';

it('is a map from keys to places, whatever the keys', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (keys) => {
      const index = new RowIndex();
      const expected = new Map<string, number>();
      for (const [at, key] of keys.entries()) {
        const first = expected.get(key);
        const place = { line: at + 1, offset: at * 2 ** 33 };
        expect(index.add(key, place)).toEqual(
          first === undefined ? null : { line: first + 1, offset: first * 2 ** 33 },
        );
        if (first === undefined) expected.set(key, at);
      }
      expect(index.size).toBe(expected.size);
      expect([...expected.keys()].map((key) => index.find(key))).toEqual(
        [...expected.keys()].map((_, n) => n),
      );
      expect(index.find(`${keys.join('')}.`)).toBe(-1);
    }),
  );
});

it('grows', () => {
  const index = new RowIndex();
  for (let row = 0; row < 5000; row += 1) index.add(String(row), { line: row + 1, offset: row });
  for (let row = 0; row < 5000; row += 1) {
    expect(index.find(String(row))).toBe(row);
    expect(index.placeOf(row)).toEqual({ line: row + 1, offset: row });
  }
});
