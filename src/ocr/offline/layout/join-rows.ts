import { mapQuad, type Point, type Quad, quadSize } from '../image/quad.ts';
import type { RecognisedLine } from '../pp/recognise.ts';

/** Maximum gap between two outlines with a space between their texts, as a share of the lower outline's height. */
const WORD_GAP = 0.5;
/** Maximum overlap of neighbours, as a share of the height: outlines are a little wider than their text. */
const OVERLAP = 0.8;
/** Minimum ratio of the heights of neighbours. */
const HEIGHTS = 0.7;
/** Maximum distance from the row, as a share of the height. */
const OFFSET = 0.3;

/** Joins neighbours in reading order that are one row with no more than the gap of a word between them. */
export function joinRows(lines: readonly RecognisedLine[]): RecognisedLine[] {
  const joined: RecognisedLine[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before !== undefined && continues(before.quad, line.quad))
      joined[joined.length - 1] = join(before, line);
    else joined.push(line);
  }
  return joined;
}

function continues(left: Quad, right: Quad): boolean {
  const [a, b] = [quadSize(left), quadSize(right)];
  const height = Math.min(a.height, b.height);
  if (height < HEIGHTS * Math.max(a.height, b.height)) return false;
  const toLeft = alongText(left);
  const [, , [endX, endY]] = mapQuad(left, toLeft);
  const [[startX, startY], [nextEndX], [, nextEndY]] = mapQuad(right, toLeft);
  const gap = startX - endX;
  const offset = OFFSET * height + Math.abs(a.height - b.height);
  const isBeside = gap >= -OVERLAP * height && gap <= WORD_GAP * height && nextEndX > endX;
  return isBeside && Math.abs(startY) <= offset && Math.abs(nextEndY - endY) <= offset;
}

/** Into coordinates along the text of the quad, from its first corner. */
function alongText([origin, right]: Quad): (point: Point) => Point {
  const length = Math.max(1e-9, Math.hypot(right[0] - origin[0], right[1] - origin[1]));
  const [ux, uy] = [(right[0] - origin[0]) / length, (right[1] - origin[1]) / length];
  return ([x, y]) => [
    (x - origin[0]) * ux + (y - origin[1]) * uy,
    (y - origin[1]) * ux - (x - origin[0]) * uy,
  ];
}

function join(left: RecognisedLine, right: RecognisedLine): RecognisedLine {
  const [a, b] = [left.text.length, right.text.length];
  return {
    text: `${left.text} ${right.text}`,
    confidence: (left.confidence * a + right.confidence * b) / (a + b),
    quad: [left.quad[0], right.quad[1], right.quad[2], left.quad[3]],
    words: [...left.words, ...right.words],
  };
}
