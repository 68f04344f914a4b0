import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  grow,
  mapQuad,
  overlap,
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

  it('grows and shrinks along its own text, in shares of its height', () => {
    expect(toBox(grow(QUAD, 0.5, 0.1))).toEqual([5, 19, 55, 19, 55, 31, 5, 31]);
    expect(quadSize(grow(startAt(QUAD, 1), 0.1, 0))).toEqual({ width: 18, height: 40 });
    expect(toBox(grow(grow(QUAD, 0, 0.5), 0, -0.25))).toEqual(toBox(QUAD));
  });

  it('overlaps another when the middle of one is in the other', () => {
    const moved = (x: number, y: number): Quad => mapQuad(QUAD, ([a, b]) => [a + x, b + y]);
    expect([moved(19, 0), moved(0, 4), moved(-19, -4)].map((quad) => overlap(QUAD, quad))).toEqual([
      true,
      true,
      true,
    ]);
    expect([moved(21, 0), moved(0, 6), moved(-19, 6)].map((quad) => overlap(QUAD, quad))).toEqual([
      false,
      false,
      false,
    ]);
    const end = sliceQuad(QUAD, 0.8, 1);
    expect([overlap(QUAD, end), overlap(end, QUAD)]).toEqual([true, true]);
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
