import { mapQuad, type Point, type Quad, rotatePointBack } from '../image/quad.ts';
import type { Raster } from '../image/raster.ts';
import { joinRows } from '../layout/join-rows.ts';
import { withMargin } from '../image/margin.ts';
import { lookCloser } from './closer-look.ts';
import { detectText } from './detector/detect.ts';
import { hasCloserLook } from './detector/detector-size.ts';
import { chooseRotation, type PageModels, type Upright } from './orientation.ts';
import { type Directions, lineDirections, readDirected } from './line-direction.ts';
import { inReadingOrder } from '../layout/reading-order.ts';
import type { RecognisedLine } from './recognise.ts';
import { lookTighter } from './tighter-look.ts';

/** Lines below this are noise. */
const MIN_CONFIDENCE = 0.5;

/** Reads the lines of one page, in reading order. @throws what `check` throws */
export async function readPage(
  models: PageModels,
  raster: Raster,
  check: () => void,
): Promise<RecognisedLine[]> {
  const framed = withMargin(raster);
  const upright = await chooseRotation(models, framed.raster, check);
  const read = (quad: Quad, directions: Directions): Promise<RecognisedLine> => {
    check();
    return readDirected(models.recogniser, upright.raster, quad, directions);
  };
  const lines: RecognisedLine[] = [];
  const directionsOf = lineDirections(upright.quads);
  for (const quad of upright.quads) {
    const line = upright.probed.get(quad) ?? (await read(quad, directionsOf(quad)));
    if (line.text !== '') lines.push(line);
  }
  const outlines = (): Promise<Quad[]> => {
    check();
    return detectText(models.detector, upright.raster, 'close');
  };
  const certain = lines.filter(({ confidence }) => confidence >= MIN_CONFIDENCE);
  const found = hasCloserLook(upright.raster) ? await lookCloser(certain, { outlines, read }) : certain;
  const all = await lookTighter(found, (quad) => read(quad, [0]));
  // A page on which nothing is certain, but something is outlined, is not blank.
  const kept = all.length === 0 && upright.isOutlined ? lines : all;
  return joinRows(inReadingOrder(kept)).map((line) => movedBack(line, upright, framed.raster, framed.margin));
}

/** The line in the image as it was before it was turned and got a margin. */
function movedBack(
  line: RecognisedLine,
  { turns }: Upright,
  { width, height }: Raster,
  margin: number,
): RecognisedLine {
  if (turns === 0 && margin === 0) return line;
  const back = (point: Point): Point => {
    const [x, y] = rotatePointBack(point, turns, width, height);
    return [x - margin, y - margin];
  };
  return {
    ...line,
    quad: mapQuad(line.quad, back),
    words: line.words.map((word) => ({ ...word, quad: mapQuad(word.quad, back) })),
  };
}
