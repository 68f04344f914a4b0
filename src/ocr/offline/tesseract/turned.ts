import type { Line } from '../../reading.ts';
import { type Point, rotatePointBack } from '../image/quad.ts';
import { turn, type Raster, type Turns } from '../image/raster.ts';
import type { Box } from '../../../contract/row.ts';

/** Mean confidence of text that is the right way up. */
const CONFIDENT = 0.75;
/** Upside down first: a scanner takes a sheet either way. */
const OTHER_TURNS: readonly Turns[] = [2, 1, 3];

/**
 * Reads a page as it is; when nothing is read or its confidence is low, in the three other directions too, and keeps
 * the direction with the most confident text.
 *
 * @param read the lines of a page that is the right way up
 * @returns lines with boxes in the page as it is
 */
export async function readTurned(
  raster: Raster,
  read: (raster: Raster) => Promise<readonly Line[]>,
): Promise<Line[]> {
  const asItIs = await read(raster);
  if (meanConfidence(asItIs) >= CONFIDENT) return [...asItIs];
  let best = { lines: asItIs, turns: 0 as Turns, weight: weightOf(asItIs) };
  for (const turns of OTHER_TURNS) {
    const lines = await read(turn(raster, turns));
    const weight = weightOf(lines);
    if (weight > best.weight) best = { lines, turns, weight };
    if (meanConfidence(lines) >= CONFIDENT) break;
  }
  return best.lines.map((line) => turnedBack(line, best.turns, raster));
}

/** Characters, each by the square of its line's confidence: rubbish is plentiful, but never confident. */
function weightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { text, confidence }) => sum + text.length * (confidence ?? 0) ** 2, 0);
}

function meanConfidence(lines: readonly Line[]): number {
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  const sure = lines.reduce((sum, { text, confidence }) => sum + text.length * (confidence ?? 0), 0);
  return characters === 0 ? 0 : sure / characters;
}

function turnedBack(line: Line, turns: Turns, { width, height }: Raster): Line {
  const moved = (x: number, y: number): Point => rotatePointBack([x, y], turns, width, height);
  const back = ([ax, ay, bx, by, cx, cy, dx, dy]: Box): Box => [
    ...moved(ax, ay),
    ...moved(bx, by),
    ...moved(cx, cy),
    ...moved(dx, dy),
  ];
  return {
    ...line,
    box: back(line.box),
    words: line.words.map((word) => ({ ...word, box: back(word.box) })),
  };
}
