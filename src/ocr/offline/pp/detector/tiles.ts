import { mapQuad, type Quad } from '../../image/quad.ts';
import type { Raster } from '../../image/raster.ts';
import { minAreaRect, rectQuad } from './min-area-rect.ts';

/** A part of an image, in its pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Images longer than this, relative to their short side, are split into tiles: scaled down as one, their text would be
 * lost.
 */
const STRIP_ASPECT = 4;
const TILE_ASPECT = 3;
const MIN_TILE = 960;
/** Overlap of neighbouring tiles, as a share of a tile; a line cut by an edge is joined again. */
const OVERLAP = 0.15;
/** Minimum overlap of two outlines of one line, as a share of the smaller height. */
const SAME_LINE = 0.5;

/** The tiles of an image, along the long side; one tile for an image that is not a strip. */
export function tilesOf(width: number, height: number): Tile[] {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const length = Math.max(MIN_TILE, TILE_ASPECT * short);
  if (long <= STRIP_ASPECT * short || long <= length) return [{ left: 0, top: 0, width, height }];
  const count = Math.ceil((long - length) / (length * (1 - OVERLAP))) + 1;
  return Array.from({ length: count }, (_, index): Tile => {
    const start = Math.round((index * (long - length)) / (count - 1));
    return width > height
      ? { left: start, top: 0, width: length, height }
      : { left: 0, top: start, width, height: length };
  });
}

export function cutTile(raster: Raster, { left, top, width, height }: Tile): Raster {
  if (width === raster.width && height === raster.height) return raster;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * raster.width + left) * 3;
    data.set(raster.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}

/** Joins the outlines found in neighbouring tiles, in pixels of the complete image. */
export function joinTiles(tiles: readonly Tile[], found: readonly (readonly Quad[])[]): Quad[] {
  let joined: Quad[] = [];
  tiles.forEach(({ left, top }, index) => {
    for (const quad of found[index] ?? []) {
      const moved = mapQuad(quad, ([x, y]) => [x + left, y + top]);
      const same = index === 0 ? [] : joined.filter((other) => isSameLine(other, moved));
      joined = [
        ...joined.filter((other) => !same.includes(other)),
        same.length > 0 ? around([...same, moved]) : moved,
      ];
    }
  });
  return joined;
}

/** Only outlines from overlapping tiles can overlap: within a tile, patches are separate. */
function isSameLine(a: Quad, b: Quad): boolean {
  const [ax, ay] = [rangeOf(a, 0), rangeOf(a, 1)];
  const [bx, by] = [rangeOf(b, 0), rangeOf(b, 1)];
  const height = Math.min(ay[1] - ay[0], by[1] - by[0]);
  return overlap(ax, bx) > height / 2 && overlap(ay, by) >= SAME_LINE * height;
}

function rangeOf(quad: Quad, axis: 0 | 1): [number, number] {
  const values = quad.map((point) => point[axis]);
  return [Math.min(...values), Math.max(...values)];
}

function overlap(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
}

function around(quads: readonly Quad[]): Quad {
  return rectQuad(minAreaRect(quads.flat()));
}
