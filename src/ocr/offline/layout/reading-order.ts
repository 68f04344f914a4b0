import { quadSize, type Quad } from '../image/quad.ts';
import { splitColumns } from './columns.ts';
import type { Span } from './span.ts';

interface Placed<T> extends Span {
  readonly item: T;
}

/** Minimum overlap of two outlines in one row, as a share of the smaller height. */
const SAME_ROW = 0.5;

/**
 * Columns of running text one after the other; within a column, and in anything else, rows from top to bottom, each
 * from left to right. The text is deskewed first.
 */
export function inReadingOrder<T extends { readonly quad: Quad }>(items: readonly T[]): T[] {
  const angle = medianAngle(items.map((item) => item.quad));
  return splitColumns(items.map((item) => place(item, angle))).flatMap(byRows);
}

function byRows<T>(group: readonly Placed<T>[]): T[] {
  const rows: Placed<T>[][] = [];
  for (const next of group.toSorted((a, b) => a.y - b.y)) {
    // Compared with its first member, so that a row does not drift into the next.
    const row = rows.find(([first]) => first !== undefined && isSameRow(first, next));
    if (row) row.push(next);
    else rows.push([next]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.left - b.left).map(({ item }) => item));
}

function place<T extends { readonly quad: Quad }>(item: T, angle: number): Placed<T> {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = (axis: 0 | 1): number => item.quad.reduce((sum, point) => sum + point[axis], 0) / 4;
  const [x, y] = [middle(0), middle(1)];
  const { width, height } = quadSize(item.quad);
  const along = x * cos + y * sin;
  return { item, left: along - width / 2, right: along + width / 2, y: y * cos - x * sin, height };
}

/** Whether two outlines are in one row of a deskewed page. */
function isSameRow(a: Span, b: Span): boolean {
  const distance = Math.abs(a.y - b.y);
  const overlap = (a.height + b.height) / 2 - distance;
  return overlap >= SAME_ROW * Math.min(a.height, b.height) && distance < Math.max(a.height, b.height) / 2;
}

/** The median angle of the top edges; outlines at most twice as wide as high are ignored. */
function medianAngle(quads: readonly Quad[]): number {
  const angles = quads
    .filter((quad) => quadSize(quad).width > 2 * quadSize(quad).height)
    .map(([a, b]) => Math.atan2(b[1] - a[1], b[0] - a[0]))
    .toSorted((a, b) => a - b);
  return angles[angles.length >> 1] ?? 0;
}
