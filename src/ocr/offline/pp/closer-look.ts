import type { RowWord } from '../../../contract/row.ts';
import { groupPlateLines } from '../../../plates/find-plates.ts';
import { overlap, toBox, type Quad } from '../image/quad.ts';
import { type Directions, lineDirections } from './line-direction.ts';
import { isConfident } from './page-vote.ts';
import type { RecognisedLine } from './recognise.ts';

/** A page with more lines is print. */
const MOST_LINES = 12;

interface CloserLook {
  /** The outlines of the same page, seen from closer. */
  outlines(): Promise<readonly Quad[]>;
  read(quad: Quad, directions: Directions): Promise<RecognisedLine>;
}

type PlacedLine = RecognisedLine & RowWord;

/**
 * Looks for a plate once more, closer, in a photograph in which none was found. The lines of a plate that is found replace
 * uncertain ones in its place; all other lines stay as they are.
 */
export async function lookCloser(
  lines: readonly RecognisedLine[],
  look: CloserLook,
): Promise<readonly RecognisedLine[]> {
  if (lines.length > MOST_LINES || showsPlate(lines)) return lines;
  const quads = await look.outlines();
  const directionsOf = lineDirections(quads);
  const sure = lines.filter(isConfident);
  const found: PlacedLine[] = [];
  for (const quad of quads.filter((one) => !sure.some((line) => overlap(line.quad, one)))) {
    const line = await look.read(quad, directionsOf(quad));
    if (isConfident(line)) found.push(placed(line));
  }
  const plates = groupPlateLines(found).flatMap((group) => (group.shape === 'regular' ? group.lines : []));
  return [...lines.filter(({ quad }) => !plates.some((plate) => overlap(plate.quad, quad))), ...plates];
}

/** Whether there is a plate, or a name or a number on its own that is read well and may be one. */
function showsPlate(lines: readonly RecognisedLine[]): boolean {
  return groupPlateLines(lines.map(placed)).some(
    (group) => group.shape === 'regular' || group.lines.every(isConfident),
  );
}

function placed(line: RecognisedLine): PlacedLine {
  return { ...line, box: toBox(line.quad) };
}
