import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalisePlate } from '../../src/plates/plate-text.ts';

it.each([
  ['XB LK 7346', 'XBLK7346'],
  ['rk-755aj', 'RK755AJ'],
  ['MÜ·A:123', 'MÜA123'],
  ['ＡＢ１２', 'AB12'],
  ['(*)', ''],
])('%s becomes %s', (raw, text) => {
  expect(normalisePlate(raw)).toBe(text);
});

it('changes nothing a second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normalisePlate(text);
      expect(normalisePlate(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});
