import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mapQuad,
  quadSize,
  sliceQuad,
  startAt,
  toBox,
  rotatePointBack,
  type Quad,
} from '../../../../src/ocr/offline/image/quad.ts';
import { turn, type Raster, type Turns } from '../../../../src/ocr/offline/image/raster.ts';

const QUAD: Quad = [
  [10, 20],
  [50, 20],
  [50, 30],
  [10, 30],
];

describe('a quad', () => {
  it('knows the size of the text in it', () => {
    expect(quadSize(QUAD)).toEqual({ width: 40, height: 10 });
    expect(quadSize(startAt(QUAD, 1))).toEqual({ width: 10, height: 40 });
  });

  it('starts at another corner and comes back after four', () => {
    expect(startAt(QUAD, 2)[0]).toEqual([50, 30]);
    expect(startAt(startAt(QUAD, 1), 3)).toEqual(QUAD);
  });

  it('gives the part between two fractions of its width', () => {
    expect(toBox(sliceQuad(QUAD, 0.25, 0.5))).toEqual([20, 20, 30, 20, 30, 30, 20, 30]);
  });
});

it('a turned raster shows every pixel where rotatePointBack says it came from', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom<Turns>(0, 1, 2, 3),
      (width, height, turns) => {
        const raster = {
          data: Uint8Array.from({ length: width * height * 3 }, (_, index) => index),
          width,
          height,
        };
        const turned = turn(raster, turns);
        for (let y = 0; y < turned.height; y++) {
          for (let x = 0; x < turned.width; x++) {
            const [fromX, fromY] = rotatePointBack([x + 0.5, y + 0.5], turns, width, height);
            expect(pixel(turned, x, y)).toEqual(pixel(raster, Math.floor(fromX), Math.floor(fromY)));
          }
        }
      },
    ),
  );
});

it('a quarter turn clockwise brings the left edge to the top', () => {
  const raster = { data: Uint8Array.of(1, 1, 1, 2, 2, 2), width: 1, height: 2 };
  expect(turn(raster, 1)).toEqual({ data: Uint8Array.of(2, 2, 2, 1, 1, 1), width: 2, height: 1 });
  expect(mapQuad(QUAD, ([x, y]) => [y, x])[1]).toEqual([20, 50]);
});

function pixel({ data, width }: Raster, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}
