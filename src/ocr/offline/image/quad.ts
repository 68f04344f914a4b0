import type { Box } from '../../../contract/row.ts';
import type { Turns } from './raster.ts';

/** A point as x, y; pixel edges count, so an image spans 0 to its width. */
export type Point = readonly [number, number];

/** Four corners, clockwise from the text's own top-left. */
export type Quad = readonly [Point, Point, Point, Point];

export function mapQuad(quad: Quad, map: (point: Point) => Point): Quad {
  return [map(quad[0]), map(quad[1]), map(quad[2]), map(quad[3])];
}

/** Lengths of the top edge and of the left edge. */
export function quadSize(quad: Quad): { width: number; height: number } {
  return { width: distance(quad[0], quad[1]), height: distance(quad[0], quad[3]) };
}

/** The same outline, its corners named for text that starts at another corner. */
export function startAt(quad: Quad, corner: Turns): Quad {
  const [a, b, c, d] = quad;
  if (corner === 1) return [b, c, d, a];
  if (corner === 2) return [c, d, a, b];
  if (corner === 3) return [d, a, b, c];
  return quad;
}

/** Cuts out the part of the quad between two fractions of its width. */
export function sliceQuad(quad: Quad, from: number, to: number): Quad {
  const top = (at: number): Point => between(quad[0], quad[1], at);
  const bottom = (at: number): Point => between(quad[3], quad[2], at);
  return [top(from), top(to), bottom(to), bottom(from)];
}

/** Whether the middle of one quad lies in the other. */
export function overlap(a: Quad, b: Quad): boolean {
  return contains(a, middleOf(b)) || contains(b, middleOf(a));
}

/** Moves the ends outwards by `beside` times the height, and the upper and lower edge by `above` times it. */
export function grow(quad: Quad, beside: number, above: number): Quad {
  const { width, height } = quadSize(quad);
  const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = quad;
  const along = (beside * height) / width;
  const [ux, uy] = [(bx - ax) * along, (by - ay) * along];
  const [vx, vy] = [(dx - ax) * above, (dy - ay) * above];
  return [
    [ax - ux - vx, ay - uy - vy],
    [bx + ux - vx, by + uy - vy],
    [cx + ux + vx, cy + uy + vy],
    [dx - ux + vx, dy - uy + vy],
  ];
}

/** Maps a point of the rotated image back to the original image of this size. */
export function rotatePointBack([x, y]: Point, turns: Turns, width: number, height: number): Point {
  if (turns === 1) return [y, height - x];
  if (turns === 2) return [width - x, height - y];
  if (turns === 3) return [width - y, x];
  return [x, y];
}

export function toBox(quad: Quad): Box {
  const [a, b, c, d] = quad;
  return [
    tenth(a[0]),
    tenth(a[1]),
    tenth(b[0]),
    tenth(b[1]),
    tenth(c[0]),
    tenth(c[1]),
    tenth(d[0]),
    tenth(d[1]),
  ];
}

/** Coordinates are rounded to this precision. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function middleOf(quad: Quad): Point {
  const mean = (axis: 0 | 1): number => quad.reduce((sum, point) => sum + point[axis], 0) / quad.length;
  return [mean(0), mean(1)];
}

function contains(quad: Quad, [x, y]: Point): boolean {
  return quad.every(([ax, ay], index) => {
    const [bx, by] = quad[(index + 1) % 4]!;
    return (bx - ax) * (y - ay) >= (by - ay) * (x - ax);
  });
}

function between(a: Point, b: Point, at: number): Point {
  return [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
