import type { Box, LengthUnit } from '../../contract/row.ts';
import type { Page } from '../../ocr/reading.ts';

/** Degrees clockwise, in [-180, 180): the direction of the middle line; 0 for a blank page. */
export function angleOf(page: Page): number {
  const angles = page.lines.map(
    ({ box: [x1, y1, x2, y2] }) => (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI,
  );
  const middle = angles.toSorted((a, b) => a - b)[Math.floor(angles.length / 2)] ?? 0;
  return middle === 180 ? -180 : round(middle, 4);
}

/** Pixels are returned as whole numbers, inches with four decimals. */
export function roundBox(box: Box, unit: LengthUnit): number[] {
  return box.map((value) => (unit === 'pixel' ? Math.round(value) : round(value, 4)));
}

export function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
