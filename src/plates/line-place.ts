import type { Box } from '../contract/row.ts';

/** A box seen along its own text: `along` to the right, `down` below; lengths in the box's unit. */
export interface LinePlace {
  readonly along: readonly [number, number];
  readonly middle: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

export function placeOf(box: Box): LinePlace {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = box;
  const width = Math.hypot(x2 - x1, y2 - y1);
  const height = Math.hypot(x4 - x1, y4 - y1);
  return {
    along: width > 0 ? [(x2 - x1) / width, (y2 - y1) / width] : [1, 0],
    middle: [(x1 + x2 + x3 + x4) / 4, (y1 + y2 + y3 + y4) / 4],
    width,
    height,
  };
}

/** Minimum cosine of the angle between two texts that belong together. */
const PARALLEL = 0.95;
/** Minimum ratio of two heights in one row, and in two rows of one plate. */
const ROW_HEIGHTS = 0.7;
const STACK_HEIGHTS = 0.6;
/** Maximum distance of two middles in a row, as a share of the smaller height. */
const ROW_OFFSET = 0.35;
/** Gap between two pieces of a row, as a share of their height; an emblem or a sticker fits in. */
const ROW_GAP = { least: -0.6, most: 1.2 };
/** Gap between two rows of a plate, as a share of their height. */
const STACK_GAP = { least: -0.6, most: 0.6 };
/** Minimum share of the narrower row that lies above or below the other. */
const STACK_OVERLAP = 0.6;

/** Whether `right` continues the row of `left`. */
export function continuesRow(left: LinePlace, right: LinePlace): boolean {
  const { along, down } = offset(left, right);
  const height = Math.min(left.height, right.height);
  const gap = along - (left.width + right.width) / 2;
  return (
    areAlike(left, right, ROW_HEIGHTS) &&
    Math.abs(down) < ROW_OFFSET * height &&
    along > 0 &&
    gap >= ROW_GAP.least * height &&
    gap <= ROW_GAP.most * height
  );
}

/** Whether `lower` is the next row of `upper`. */
export function isNextRow(upper: LinePlace, lower: LinePlace): boolean {
  const { along, down } = offset(upper, lower);
  const height = Math.min(upper.height, lower.height);
  const gap = down - (upper.height + lower.height) / 2;
  const narrower = Math.min(upper.width, lower.width);
  const shared = Math.min(narrower, (upper.width + lower.width) / 2 - Math.abs(along));
  return (
    areAlike(upper, lower, STACK_HEIGHTS) &&
    down > 0 &&
    gap >= STACK_GAP.least * height &&
    gap <= STACK_GAP.most * height &&
    shared >= STACK_OVERLAP * narrower
  );
}

/** The smallest box around the boxes that runs along the first. */
export function boxAlong(boxes: readonly Box[]): Box | null {
  const [first, ...others] = boxes;
  if (first === undefined || others.length === 0) return first ?? null;
  const [ux, uy] = placeOf(first).along;
  const corners = boxes.flatMap(cornersOfBox);
  const along = corners.map(([x, y]) => x * ux + y * uy);
  const down = corners.map(([x, y]) => y * ux - x * uy);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  const at = (a: number, d: number) => [thousandth(a * ux - d * uy), thousandth(a * uy + d * ux)] as const;
  return [...at(left, top), ...at(right, top), ...at(right, bottom), ...at(left, bottom)];
}

function cornersOfBox([x1, y1, x2, y2, x3, y3, x4, y4]: Box): (readonly [number, number])[] {
  return [
    [x1, y1],
    [x2, y2],
    [x3, y3],
    [x4, y4],
  ];
}

function areAlike(a: LinePlace, b: LinePlace, heights: number): boolean {
  const cosine = a.along[0] * b.along[0] + a.along[1] * b.along[1];
  return (
    cosine >= PARALLEL &&
    Math.min(a.height, b.height) >= heights * Math.max(a.height, b.height) &&
    a.height > 0
  );
}

/** From the middle of `from` to the middle of `to`, along the text of `from`. */
function offset(from: LinePlace, to: LinePlace): { readonly along: number; readonly down: number } {
  const [x, y] = [to.middle[0] - from.middle[0], to.middle[1] - from.middle[1]];
  const [ux, uy] = from.along;
  return { along: x * ux + y * uy, down: y * ux - x * uy };
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}
