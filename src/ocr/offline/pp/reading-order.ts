import { quadSize, type Quad } from '../image/quad.ts';

interface Placed<T> {
  readonly item: T;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Share of the smaller height by which two outlines must overlap to stand in one row. */
const SAME_ROW = 0.5;

/** Rows from top to bottom, each from left to right, after the skew of the text is taken out. */
export function inReadingOrder<T extends { readonly quad: Quad }>(items: readonly T[]): T[] {
  const angle = medianAngle(items.map((item) => item.quad));
  const placed = items.map((item) => place(item, angle)).toSorted((a, b) => a.y - b.y);
  const rows: Placed<T>[][] = [];
  for (const next of placed) {
    const row = rows.find((candidate) => candidate.some((other) => isSameRow(other, next)));
    if (row) row.push(next);
    else rows.push([next]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.x - b.x).map(({ item }) => item));
}

function place<T extends { readonly quad: Quad }>(item: T, angle: number): Placed<T> {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const x = item.quad.reduce((sum, point) => sum + point[0], 0) / 4;
  const y = item.quad.reduce((sum, point) => sum + point[1], 0) / 4;
  return { item, x: x * cos + y * sin, y: y * cos - x * sin, height: quadSize(item.quad).height };
}

function isSameRow<T>(a: Placed<T>, b: Placed<T>): boolean {
  const overlap = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return (
    overlap >= SAME_ROW * Math.min(a.height, b.height) &&
    Math.abs(a.y - b.y) < Math.max(a.height, b.height) / 2
  );
}

/** Of the top edges, weighted towards long ones by leaving out the stubs. */
function medianAngle(quads: readonly Quad[]): number {
  const angles = quads
    .filter((quad) => quadSize(quad).width > 2 * quadSize(quad).height)
    .map(([a, b]) => Math.atan2(b[1] - a[1], b[0] - a[0]))
    .toSorted((a, b) => a - b);
  return angles[angles.length >> 1] ?? 0;
}
