import type { Decoded, Glyph } from './ctc.ts';

/**
 * A space this probable always separates words. The model rarely chooses a space, but mostly gives it some probability.
 */
const LIKELY = 0.05;
/** A space this probable separates words where the gap is wide. */
const POSSIBLE = 0.005;
const WIDE_GAP_STEPS = 2;

/** Cuts the glyphs into words where a space was likely, or possible and the gap is wide. */
export function splitWords({ glyphs, spaces }: Decoded): Glyph[][] {
  const usual = median(glyphs.slice(1).map((glyph, index) => glyph.step - glyphs[index]!.step));
  const words: Glyph[][] = [];
  glyphs.forEach((glyph, index) => {
    const before = glyphs[index - 1];
    if (before && !isSpace(spaces, before.step, glyph.step, usual)) words.at(-1)!.push(glyph);
    else words.push([glyph]);
  });
  return words;
}

function isSpace(spaces: Float32Array, from: number, to: number, usual: number): boolean {
  const highest = Math.max(...spaces.subarray(from, to + 1));
  return highest > LIKELY || (to - from >= usual + WIDE_GAP_STEPS && highest > POSSIBLE);
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
