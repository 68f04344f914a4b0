import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Box } from '../../../src/contract/row.ts';
import { cropArea } from '../../../src/report/html/pictures.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

const IMAGE = { width: 400, height: 300 };

it('is the box with a margin, in pixels of the image', () => {
  const box: Box = [100, 50, 200, 50, 200, 75, 100, 75];
  expect(cropArea(box, { width: null, height: null }, IMAGE)).toEqual({
    left: 90,
    top: 40,
    width: 120,
    height: 45,
  });
  const scaled = cropArea(box, { width: 200, height: 150 }, IMAGE);
  expect(scaled).toEqual({ left: 180, top: 80, width: 220, height: 90 });
});

it('is within the image, or null', () => {
  const number = numbersFrom(-1000, 1000);
  fc.assert(
    fc.property(fc.tuple(number, number, number, number, number, number, number, number), (box) => {
      const area = cropArea(box, { width: 300, height: 300 }, IMAGE);
      if (area === null) return;
      const { left, top, width, height } = area;
      expect([left, top, width, height].every(Number.isInteger)).toBe(true);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThan(0);
      expect(left + width).toBeLessThanOrEqual(IMAGE.width);
      expect(top + height).toBeLessThanOrEqual(IMAGE.height);
    }),
  );
});
