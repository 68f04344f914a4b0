import { grow, quadSize, startAt, type Quad } from '../image/quad.ts';
import type { Raster, Turns } from '../image/raster.ts';
import { isConfident } from './page-vote.ts';
import { type LineRecogniser, recogniseLine, type RecognisedLine } from './recognise.ts';

/** An outline with a larger ratio of height to width holds text that runs downwards, or one narrow character. */
const STANDING_ASPECT = 1.5;
/** A standing outline this much higher than the lines of its page is more than one character. */
const CHARACTER_HEIGHT = 1.6;
/** An outline with a larger ratio of height to width is more than one character. */
const CHARACTER_ASPECT = 3;
/** Room around a single character on each side, as a share of its height. */
const ROOM = { beside: 0.1, above: 0.2 };

/** Corners at which the text of an outline may start, in the order in which they are tried; 0 is the outline's own. */
export type Directions = readonly Turns[];

/** Tells the directions of each outline of an upright page. */
export function lineDirections(quads: readonly Quad[]): (quad: Quad) => Directions {
  const lying = quads.filter((quad) => !isStanding(quad)).map((quad) => quadSize(quad).height);
  const usual = lying.toSorted((a, b) => a - b)[lying.length >> 1] ?? 0;
  return (quad) => {
    const { width, height } = quadSize(quad);
    if (!isStanding(quad)) return [0];
    if (usual > 0 && height <= CHARACTER_HEIGHT * usual) return [0];
    return height < CHARACTER_ASPECT * width ? [0, 1, 3] : [1, 3];
  };
}

/** Reads a line in the first direction that gives confident text; else in the one that gives the most confident. */
export async function readDirected(
  by: LineRecogniser,
  raster: Raster,
  quad: Quad,
  directions: Directions,
): Promise<RecognisedLine> {
  let best: RecognisedLine | null = null;
  for (const direction of directions) {
    const line = await readLoosely(by, raster, startAt(quad, direction));
    if (best === null || line.confidence > best.confidence) best = line;
    if (isConfident(line)) break;
  }
  return best!;
}

/** A single character is read with more room around it, which the model saw around characters in its training. */
async function readLoosely(by: LineRecogniser, raster: Raster, quad: Quad): Promise<RecognisedLine> {
  const { width, height } = quadSize(quad);
  if (width >= height) return recogniseLine(by, raster, quad);
  const line = await recogniseLine(by, raster, grow(quad, ROOM.beside, ROOM.above));
  return { ...line, quad, words: line.words.map(({ text, confidence }) => ({ text, confidence, quad })) };
}

function isStanding(quad: Quad): boolean {
  const { width, height } = quadSize(quad);
  return height >= STANDING_ASPECT * width;
}
