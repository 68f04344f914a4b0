import type { Box } from '../../contract/row.ts';
import type { Line } from '../../ocr/reading.ts';

/** A word as the services return it, always with a confidence. */
export interface ServiceWord {
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
}

/**
 * The services always return words. Where an engine returns none, the line is split at its spaces, and the width of
 * each word's box is its share of the characters. An unknown confidence becomes 1.
 */
export function wordsOf(line: Line): readonly ServiceWord[] {
  if (line.words.length > 0) {
    return line.words.map(({ text, confidence, box }) => {
      return { text, confidence: confidence ?? line.confidence ?? 1, box };
    });
  }
  return [...line.text.matchAll(/\S+/g)].map(({ 0: text, index }) => {
    const from = index / line.text.length;
    const to = (index + text.length) / line.text.length;
    return { text, confidence: line.confidence ?? 1, box: slice(line.box, from, to) };
  });
}

/** The part of a box between two shares of its width, along its own direction. */
function slice([x1, y1, x2, y2, x3, y3, x4, y4]: Box, from: number, to: number): Box {
  return [
    between(x1, x2, from),
    between(y1, y2, from),
    between(x1, x2, to),
    between(y1, y2, to),
    between(x4, x3, to),
    between(y4, y3, to),
    between(x4, x3, from),
    between(y4, y3, from),
  ];
}

const between = (start: number, end: number, share: number): number => start + (end - start) * share;
