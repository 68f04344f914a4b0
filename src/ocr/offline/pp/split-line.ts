import { quadSize, sliceQuad, type Point, type Quad } from '../image/quad.ts';
import type { Raster } from '../image/raster.ts';

/** Ratio of width to height; the cost of the recogniser's attention grows with the square of the width. */
const MAX_ASPECT = 40;
/** The range in which a piece may be cut, measured from its end, as a share of its length. */
const SLACK = 0.25;
const SAMPLES_DOWN = 12;

/** Cuts a very wide line into pieces, through blank stretches where possible. */
export function splitWideLine(raster: Raster, quad: Quad): Quad[] {
  const { width, height } = quadSize(quad);
  const aspect = width / Math.max(1, height);
  if (aspect <= MAX_ASPECT) return [quad];
  const pieces: Quad[] = [];
  const piece = MAX_ASPECT / aspect;
  let from = 0;
  while (1 - from > piece) {
    const to = plainestCut(raster, quad, from + piece * (1 - SLACK), from + piece);
    pieces.push(sliceQuad(quad, from, to));
    from = to;
  }
  return [...pieces, sliceQuad(quad, from, 1)];
}

/** The middle of the longest stretch of evenly coloured columns between two fractions of the width. */
function plainestCut(raster: Raster, quad: Quad, from: number, to: number): number {
  const columns = Math.max(1, Math.floor((to - from) * quadSize(quad).width));
  const at = (column: number): number => from + ((column + 0.5) / columns) * (to - from);
  const contrasts = Array.from({ length: columns }, (_, column) => contrastAt(raster, quad, at(column)));
  const plain = Math.min(...contrasts) + 16;
  let [start, best, bestStart] = [0, 0, 0];
  for (let column = 0; column <= columns; column++) {
    if (column < columns && contrasts[column]! <= plain) continue;
    if (column - start > best) [best, bestStart] = [column - start, start];
    start = column + 1;
  }
  return at(bestStart + (best - 1) / 2);
}

/** The range of green values down one column of the quad. */
function contrastAt({ data, width, height }: Raster, quad: Quad, at: number): number {
  const [top, , , bottom] = sliceQuad(quad, at, at);
  let [lowest, highest] = [255, 0];
  for (let sample = 0; sample < SAMPLES_DOWN; sample++) {
    const [x, y] = pointBetween(top, bottom, (sample + 0.5) / SAMPLES_DOWN);
    const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
    const green = data[(row * width + column) * 3 + 1]!;
    lowest = Math.min(lowest, green);
    highest = Math.max(highest, green);
  }
  return highest - lowest;
}

function pointBetween(a: Point, b: Point, at: number): Point {
  return [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at];
}
