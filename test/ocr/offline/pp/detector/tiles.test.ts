import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quadSize, toBox, type Quad } from '../../../../../src/ocr/offline/image/quad.ts';
import { splitWideLine } from '../../../../../src/ocr/offline/pp/split-line.ts';
import { cutTile, joinTiles, tilesOf } from '../../../../../src/ocr/offline/pp/detector/tiles.ts';

function levelQuad(left: number, top: number, right: number, bottom: number): Quad {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

describe('tiles', () => {
  it.each([
    [640, 480],
    [900, 3000],
    [950, 60],
  ])('%i x %i is looked at as a whole', (width, height) => {
    expect(tilesOf(width, height)).toEqual([{ left: 0, top: 0, width, height }]);
  });

  it('cover a strip with overlap, whichever way it lies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1000, max: 30_000 }), (short, long) => {
        const tiles = tilesOf(long, short);
        expect(tiles[0]!.left).toBe(0);
        expect(tiles.at(-1)!.left + tiles.at(-1)!.width).toBe(long);
        tiles
          .slice(1)
          .forEach(({ left }, index) => expect(left).toBeLessThan(tiles[index]!.left + tiles[index]!.width));
        expect(tilesOf(short, long).map(({ top }) => top)).toEqual(tiles.map(({ left }) => left));
      }),
    );
  });

  it('are cut from the raster', () => {
    const raster = { data: Uint8Array.from({ length: 27 }, (_, index) => index), width: 3, height: 3 };
    expect([...cutTile(raster, { left: 1, top: 1, width: 1, height: 2 }).data]).toEqual([
      12, 13, 14, 21, 22, 23,
    ]);
  });

  it('give one line where a line crosses a seam, and two where two lie side by side', () => {
    const tiles = [
      { left: 0, top: 0, width: 1000, height: 60 },
      { left: 850, top: 0, width: 1000, height: 60 },
    ];
    const joined = joinTiles(tiles, [
      [levelQuad(100, 10, 1000, 50)],
      [levelQuad(0, 11, 400, 50), levelQuad(500, 10, 700, 50)],
    ]);
    expect(joined).toHaveLength(2);
    expect(quadSize(joined[0]!).width).toBeCloseTo(1150);
  });
});

describe('splitWideLine', () => {
  const width = 2000;
  /** White, with a black bar everywhere but in a gap. */
  const raster = { data: new Uint8Array(width * 20 * 3).fill(255), width, height: 20 };
  for (let x = 0; x < width; x++) {
    if (x >= 700 && x < 720) continue;
    for (let y = 8; y < 12; y++) raster.data.fill(0, (y * width + x) * 3, (y * width + x) * 3 + 3);
  }

  it('leaves a line of usual width alone', () => {
    const quad = levelQuad(0, 0, 700, 20);
    expect(splitWideLine(raster, quad)).toEqual([quad]);
  });

  it('cuts where nothing is written, and keeps every column', () => {
    const pieces = splitWideLine(raster, levelQuad(0, 0, width, 20));
    expect(toBox(pieces[0]!)[2]).toBeCloseTo(710, -1);
    expect(toBox(pieces[0]!)[0]).toBe(0);
    expect(toBox(pieces.at(-1)!)[2]).toBe(width);
    pieces.slice(1).forEach((piece, index) => expect(piece[0]).toEqual(pieces[index]![1]));
    for (const piece of pieces) expect(quadSize(piece).width).toBeLessThanOrEqual(801);
  });
});
