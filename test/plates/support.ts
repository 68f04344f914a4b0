import type { Box, RowWord } from '../../src/contract/row.ts';
import { findPlates } from '../../src/plates/find-plates.ts';
import { parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';

/** A level line: text, left, top, width, height. */
export type Drawn = readonly [text: string, x: number, y: number, width: number, height: number];

export function boxAt(x: number, y: number, width: number, height: number): Box {
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}

export function linesOf(drawn: readonly Drawn[], confidence = 0.9): RowWord[] {
  return drawn.map(([text, x, y, width, height]) => ({ text, confidence, box: boxAt(x, y, width, height) }));
}

export function platesOf(drawn: readonly Drawn[], formats = '') {
  return findPlates([{ page: 1, lines: linesOf(drawn) }], [], parsePlateFormats(formats));
}

/** The texts of the plates, best first. */
export function textsOf(drawn: readonly Drawn[], formats = ''): string[] {
  return platesOf(drawn, formats).map(({ text }) => text);
}
