import type { Box, RowPlate, RowWord } from '../contract/row.ts';
import { groupPieces, type PlatePiece, toPieces } from './line-groups.ts';
import { boxAlong, placeOf } from './line-place.ts';
import type { PlateFormat } from './plate-format.ts';
import { PageSetting } from './page-setting.ts';
import type { PlateShape } from './plate-shape.ts';
import { isPlateTag } from './plate-tag.ts';
import { type GroupReading, readGroup } from './read-group.ts';
import { tallestLines } from './tallest-lines.ts';

interface PlatePage {
  /** 1-based. */
  readonly page: number;
  readonly lines: readonly RowWord[];
}

interface PlateRegion {
  readonly tag: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly box: Box;
}

interface Candidate {
  readonly pieces: readonly PlatePiece[];
  readonly reading: GroupReading;
  /** How much this is like a plate, 0 to 1. */
  readonly likeness: number;
}

/** Letters and digits of a text that the detector says is a plate. */
const REGION_LENGTH = { least: 2, most: 10 };

/**
 * The number plates among the lines of a reading, the most certain first: no two share a line. The same for every engine;
 * where a detector found plates, only the largest lines in them.
 */
export function findPlates(
  pages: readonly PlatePage[],
  regions: readonly PlateRegion[],
  formats: readonly PlateFormat[],
): RowPlate[] {
  return pages
    .flatMap(({ page, lines }) => {
      const plates = regions.filter(({ tag }) => isPlateTag(tag));
      const found = plates.flatMap((region) => inRegion(region, lines, formats));
      const free = lines.filter((line) => !plates.some((region) => isInside(line, region)));
      return [...found, ...distinct(amongLines(free, formats))].map((candidate) => toPlate(candidate, page));
    })
    .toSorted((a, b) => (b.confidence ?? -1) - (a.confidence ?? -1));
}

/** The lines that may be one plate, and their shape. */
interface PlateLines<T> {
  readonly lines: readonly T[];
  readonly shape: PlateShape | null;
}

/** The lines of a page that its plates consist of. */
export function groupPlateLines<T extends RowWord>(lines: readonly T[]): PlateLines<T>[] {
  return distinct(amongLines(lines, [])).map(({ pieces, reading: { shape } }) => ({
    lines: lines.filter((line) => pieces.some((piece) => piece.line === line)),
    shape,
  }));
}

function amongLines(lines: readonly RowWord[], formats: readonly PlateFormat[]): Candidate[] {
  const setting = new PageSetting(lines, formats);
  return groupPieces(toPieces(lines)).flatMap((pieces) => {
    const reading = readGroup(
      pieces.map(({ line }) => line.text),
      formats,
    );
    const likeness = setting.likenessOf(pieces, reading);
    return likeness > 0 ? [{ pieces, reading, likeness }] : [];
  });
}

function inRegion(
  region: PlateRegion,
  lines: readonly RowWord[],
  formats: readonly PlateFormat[],
): Candidate[] {
  const pieces = tallestLines(lines.filter((line) => isInside(line, region))).map((line) => ({
    line,
    place: placeOf(line.box),
  }));
  const reading = readGroup(
    pieces.map(({ line }) => line.text),
    formats,
  );
  const { length } = Array.from(reading.text);
  const isPlate = length >= REGION_LENGTH.least && length <= REGION_LENGTH.most;
  return isPlate ? [{ pieces, reading, likeness: region.probability }] : [];
}

/** The most plate-like first; of equally plate-like ones, the one of most lines, so that a piece does not stand for its plate. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const order = candidates.toSorted(
    (a, b) => b.likeness - a.likeness || b.reading.text.length - a.reading.text.length,
  );
  for (const candidate of order) {
    if (!kept.some((other) => other.pieces.some((piece) => candidate.pieces.includes(piece)))) {
      kept.push(candidate);
    }
  }
  return kept;
}

function toPlate({ pieces, reading: { text, raw, format }, likeness }: Candidate, page: number): RowPlate {
  const confidences = pieces.flatMap(({ line }) =>
    line.confidence === null ? [] : Array<number>(line.text.length).fill(line.confidence),
  );
  const mean = confidences.reduce((sum, confidence) => sum + confidence, 0) / confidences.length;
  const box = boxAlong(pieces.map(({ line }) => line.box))!;
  const confidence = confidences.length === 0 ? null : Number((mean * likeness).toFixed(4));
  return { text, raw, confidence, box, page, format };
}

function isInside({ box }: RowWord, region: PlateRegion): boolean {
  const [x, y] = placeOf(box).middle;
  const { middle, width, height } = placeOf(region.box);
  return Math.abs(x - middle[0]) <= width / 2 && Math.abs(y - middle[1]) <= height / 2;
}
