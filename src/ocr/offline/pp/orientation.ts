import { mapQuad, quadSize, startAt, rotatePointBack, type Quad } from '../image/quad.ts';
import { turn, type Raster, type Turns } from '../image/raster.ts';
import { detectText } from './detector/detect.ts';
import { lineDirections, readDirected } from './line-direction.ts';
import type { ModelSession } from './model-session.ts';
import { countVote, isConfident, isUpsideDown } from './page-vote.ts';
import type { LineRecogniser, RecognisedLine } from './recognise.ts';

export interface PageModels {
  readonly detector: ModelSession;
  readonly recogniser: LineRecogniser;
}

/** Minimum number of outlines to choose a page's orientation from. */
const MIN_OUTLINES_FOR_ROTATION = 3;
const PROBES = 4;
/** Minimum ratio of length to width of an outline that shows the direction of its text. */
const LONG_ASPECT = 1.5;
/** An image this small, with no outline found, may be a tight crop of one line. */
const LINE_IMAGE_SIDE = 640;
/** Letters are illegible below this height. */
const LINE_IMAGE_HEIGHT = 6;

export interface Upright {
  readonly raster: Raster;
  readonly turns: Turns;
  readonly quads: readonly Quad[];
  /** False when the detector found no text, and the image as a whole may be a line. */
  readonly isOutlined: boolean;
  /** Lines already read, in the direction that is right, while choosing the orientation. */
  readonly probed: ReadonlyMap<Quad, RecognisedLine>;
}

/** Finds the outlines of a page and turns it upright. @throws what `check` throws */
export async function chooseRotation(
  models: PageModels,
  raster: Raster,
  check: () => void,
): Promise<Upright> {
  check();
  const found = await detectText(models.detector, raster);
  const quads = found.length === 0 && mayBeOneLine(raster) ? [wholeImage(raster)] : found;
  if (quads.length < MIN_OUTLINES_FOR_ROTATION || !isSideways(quads)) {
    return chooseOrientation(models, { raster, turns: 0, quads, isOutlined: found.length > 0 }, check);
  }
  const turned = turn(raster, 1);
  return chooseOrientation(
    models,
    { raster: turned, turns: 1, quads: await detectText(models.detector, turned), isOutlined: true },
    check,
  );
}

/** Reads the widest lines; when their confidence is low, reads them upside down as well. */
async function chooseOrientation(
  models: PageModels,
  page: Omit<Upright, 'probed'>,
  check: () => void,
): Promise<Upright> {
  const quads = page.quads.toSorted((a, b) => quadSize(b).width - quadSize(a).width);
  const probed = await probe(models, page.raster, quads, check);
  const vote = countVote(probed.values());
  if (isConfident(vote) || quads.length === 0) return { ...page, probed: settled(quads, probed) };
  const { width, height } = page.raster;
  const flipped = quads.map((quad) =>
    startAt(
      mapQuad(quad, (point) => rotatePointBack(point, 2, width, height)),
      2,
    ),
  );
  const raster = turn(page.raster, 2);
  const other = await probe(models, raster, flipped, check);
  return isUpsideDown(vote, countVote(other.values()))
    ? { ...page, raster, turns: page.turns === 1 ? 3 : 2, quads: flipped, probed: settled(flipped, other) }
    : { ...page, probed: settled(quads, probed) };
}

async function probe(
  models: PageModels,
  raster: Raster,
  quads: readonly Quad[],
  check: () => void,
): Promise<Map<Quad, RecognisedLine>> {
  const lines = new Map<Quad, RecognisedLine>();
  const directionsOf = lineDirections(quads);
  for (const quad of quads.slice(0, PROBES)) {
    check();
    lines.set(quad, await readDirected(models.recogniser, raster, quad, directionsOf(quad).slice(0, 1)));
  }
  return lines;
}

/** The lines that need not be read in another direction as well. */
function settled(
  quads: readonly Quad[],
  lines: ReadonlyMap<Quad, RecognisedLine>,
): ReadonlyMap<Quad, RecognisedLine> {
  const directionsOf = lineDirections(quads);
  return new Map([...lines].filter(([quad, line]) => directionsOf(quad).length === 1 || isConfident(line)));
}

/** Whether more text runs vertically than horizontally, by length; near-square outlines do not count. */
function isSideways(quads: readonly Quad[]): boolean {
  let [standing, lying] = [0, 0];
  for (const { width, height } of quads.map(quadSize)) {
    if (height >= LONG_ASPECT * width) standing += height;
    else if (width >= LONG_ASPECT * height) lying += width;
  }
  return standing > lying;
}

function mayBeOneLine({ width, height }: Raster): boolean {
  return Math.max(width, height) <= LINE_IMAGE_SIDE && Math.min(width, height) >= LINE_IMAGE_HEIGHT;
}

function wholeImage({ width, height }: Raster): Quad {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
}
