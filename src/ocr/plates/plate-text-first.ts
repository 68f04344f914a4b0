import type { Line } from '../reading.ts';

/** Minimum share of the tallest line's height: rows of one plate are alike; a country band or a dealer's name is smaller. */
const MIN_HEIGHT_SHARE = 0.6;

/** The lines of a region: first those of the plate, the tallest, then the others; each in reading order. */
export function plateTextFirst(lines: readonly Line[]): readonly Line[] {
  const tallest = Math.max(0, ...lines.map(heightOf));
  const isPlate = (line: Line): boolean => heightOf(line) >= tallest * MIN_HEIGHT_SHARE;
  return [...lines.filter(isPlate), ...lines.filter((line) => !isPlate(line))];
}

/** The left side of the box, from the text's top to its bottom. */
function heightOf({ box: [left, top, , , , , bottomX, bottomY] }: Line): number {
  return Math.hypot(bottomX - left, bottomY - top);
}
