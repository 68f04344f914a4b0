import type { RowWord } from '../contract/row.ts';
import { placeOf } from './line-place.ts';

/** Minimum share of the tallest line's height: rows of one plate are alike; a country band or a dealer's name is smaller. */
const MIN_HEIGHT_SHARE = 0.6;

/** The lines of a plate among those in its region, in their order. */
export function tallestLines<T extends Pick<RowWord, 'box'>>(lines: readonly T[]): readonly T[] {
  const heights = lines.map(({ box }) => placeOf(box).height);
  const tallest = Math.max(0, ...heights);
  return lines.filter((_, index) => heights[index]! >= tallest * MIN_HEIGHT_SHARE);
}
