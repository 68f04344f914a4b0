import type { Decoded, Glyph } from './ctc.ts';

/** Where a model separates words: it rarely chooses a space, but mostly gives it some probability. */
export interface SpaceRule {
  /** A space this probable separates words where the gap is wide. */
  readonly possible: number;
  /** Steps by which a wide gap exceeds the usual one. */
  readonly wideGap: number;
}

/** A space this probable always separates words. */
const LIKELY = 0.05;

export const V4_SPACES: SpaceRule = { possible: 0.005, wideGap: 2 };
export const V6_SPACES: SpaceRule = { possible: 0.002, wideGap: 1 };

/** Cuts the glyphs into words where a space was likely, or possible and the gap is wide. */
export function splitWords({ glyphs, spaces }: Decoded, rule: SpaceRule): Glyph[][] {
  const usual = median(glyphs.slice(1).map((glyph, index) => glyph.step - glyphs[index]!.step));
  const words: Glyph[][] = [];
  glyphs.forEach((glyph, index) => {
    const before = glyphs[index - 1];
    if (before && !isSpace(spaces, [before.step, glyph.step], usual, rule)) words.at(-1)!.push(glyph);
    else words.push([glyph]);
  });
  return words;
}

function isSpace(
  spaces: Float32Array,
  [from, to]: readonly [number, number],
  usual: number,
  { possible, wideGap }: SpaceRule,
): boolean {
  const highest = Math.max(...spaces.subarray(from, to + 1));
  return highest > LIKELY || (to - from >= usual + wideGap && highest > possible);
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
