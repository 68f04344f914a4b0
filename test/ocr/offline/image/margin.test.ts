import { expect, it } from 'vitest';
import { withMargin } from '../../../../src/ocr/offline/image/margin.ts';
import type { Raster } from '../../../../src/ocr/offline/image/raster.ts';

function plain(width: number, height: number, value: number): Raster {
  return { width, height, data: new Uint8Array(width * height * 3).fill(value) };
}

it('puts a crop of one line into a margin of the colour of its edge', () => {
  const raster = plain(200, 20, 230);
  raster.data.fill(0, 10 * 200 * 3 + 30, 10 * 200 * 3 + 330);
  const { raster: framed, margin } = withMargin(raster);
  expect(margin).toBe(15);
  expect([framed.width, framed.height]).toEqual([230, 50]);
  expect(framed.data[0]).toBe(230);
  const moved = (25 * 230 + 25) * 3;
  expect(framed.data[moved]).toBe(0);
  expect(framed.data.filter((value) => value === 0)).toHaveLength(300);
});

it.each([
  [200, 100],
  [2000, 200],
  [300, 60],
])('leaves an image of %i x %i as it is', (width, height) => {
  const raster = plain(width, height, 9);
  expect(withMargin(raster)).toEqual({ raster, margin: 0 });
});
