import { tallestLines } from '../../plates/tallest-lines.ts';
import type { Line } from '../reading.ts';

/** The lines of a region: first those of the plate, the tallest, then the others; each in reading order. */
export function plateTextFirst(lines: readonly Line[]): readonly Line[] {
  const plate = new Set(tallestLines(lines));
  return [...plate, ...lines.filter((line) => !plate.has(line))];
}
