import type { RowWord } from '../contract/row.ts';
import type { PlatePiece } from './line-groups.ts';
import { placeOf } from './line-place.ts';
import type { PlateFormat } from './plate-format.ts';
import type { GroupReading } from './read-group.ts';

/** A page with more lines is print, where only what is larger than the rest may be a plate. */
const MOST_LINES_BESIDE_PLATE = 12;
/** How much taller a line has to be than the others to stand out. */
const STANDS_OUT = 1.5;
/** Minimum confidence of a line that another has to be larger than. */
const LEGIBLE = 0.6;
/** Ratio of width to height of a plate's text. */
const ASPECT = { least: 1.1, most: 10 };

const LIKENESS = {
  ofFormat: 1,
  ofFormatInPrint: 0.5,
  regular: 0.9,
  doubtful: 0.5,
  /** Factor for a plate that has none of the formats that were named. */
  foreign: 0.7,
};
/** A line half as tall as the tallest of its page is this much less likely the plate that the photograph is of. */
const SMALLNESS = 0.1;

/** Judges what may be a plate by the rest of the page. */
export class PageSetting {
  readonly #lines: readonly { readonly line: RowWord; readonly height: number }[];
  readonly #tallest: number;
  readonly #median: number;
  readonly #hasFormats: boolean;

  constructor(lines: readonly RowWord[], formats: readonly PlateFormat[]) {
    this.#lines = lines.map((line) => ({ line, height: placeOf(line.box).height }));
    const heights = this.#lines.map(({ height }) => height).toSorted((a, b) => a - b);
    this.#tallest = heights.at(-1) ?? 0;
    this.#median = heights[heights.length >> 1] ?? 0;
    this.#hasFormats = formats.length > 0;
  }

  /** From 0, which is no plate, to 1. */
  likenessOf(pieces: readonly PlatePiece[], { shape, format, raw }: GroupReading): number {
    if (shape === null || !pieces.every(({ line }) => hasAspect(line, pieces.length))) return 0;
    const heights = pieces.map(({ place }) => place.height);
    const height = Math.min(...heights);
    const small = this.#tallest > 0 ? 1 - 2 * SMALLNESS * (1 - Math.max(...heights) / this.#tallest) : 1;
    const inPrint = this.#lines.length > MOST_LINES_BESIDE_PLATE && height < STANDS_OUT * this.#median;
    if (inPrint && (format === null || raw !== pieces[0]?.line.text)) return 0;
    if (format !== null) return small * (inPrint ? LIKENESS.ofFormatInPrint : LIKENESS.ofFormat);
    if (shape === 'doubtful' && !this.#standsOut(pieces, height)) return 0;
    return small * LIKENESS[shape] * (this.#hasFormats ? LIKENESS.foreign : 1);
  }

  #standsOut(pieces: readonly PlatePiece[], height: number): boolean {
    return this.#lines.every(
      ({ line, height: other }) =>
        pieces.some((piece) => piece.line === line) ||
        (line.confidence ?? 1) < LEGIBLE ||
        !/\p{L}/u.test(line.text) ||
        height >= STANDS_OUT * other,
    );
  }
}

/** A piece of a plate may be a single letter; a box of no size says nothing. */
function hasAspect({ box }: RowWord, pieces: number): boolean {
  const { width, height } = placeOf(box);
  const aspect = width / height;
  return !(height > 0) || ((pieces > 1 || aspect >= ASPECT.least) && aspect <= ASPECT.most);
}
