import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodedSize } from '../../../../src/ocr/offline/image/size-plan.ts';

const LIMIT = { maxSide: 4000, maxPixels: 16_000_000 };

it.each([
  [640, 480, 640, 480],
  [12_000, 12_000, 4000, 4000],
  [8000, 4000, 4000, 2000],
  [25_000, 60, 25_000, 60],
  [1, 1, 1, 1],
])('%i x %i is decoded to %i x %i', (width, height, toWidth, toHeight) => {
  expect(decodedSize(width, height, LIMIT)).toEqual({ width: toWidth, height: toHeight });
});

it('never enlarges, and stays about within the limit', () => {
  const side = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const size = decodedSize(width, height, LIMIT);
      expect(size.width).toBeLessThanOrEqual(width);
      expect(size.height).toBeLessThanOrEqual(height);
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
      expect(size.width * size.height).toBeLessThanOrEqual(LIMIT.maxPixels * 1.05);
    }),
  );
});
