/** What Latin print is made of: letters with their accents, punctuation, currencies, and full-width forms of ASCII. */
const LATIN =
  /^[\u0021-\u007e\u00a1-\u024f\u0259\u1e00-\u1eff\u2010-\u2044\u20a0-\u20bf\u2103\u2109\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a0\u25a1\u25cb\u25cf\u2605\u2606\u2610-\u2612\u2713-\u2718\uff01-\uff5e]$/u;

/** The classes of a recogniser to keep for Latin print: the blank, the characters, and the space. */
export interface LatinClasses {
  readonly characters: readonly string[];
  /** The numbers that the complete model has for the blank, the characters and the space. */
  readonly classes: readonly number[];
}

/** @param all characters of the complete model, without the blank before and the space after them */
export function latinClasses(all: readonly string[]): LatinClasses {
  const kept = all.flatMap((character, index) => (LATIN.test(character) ? [{ character, index }] : []));
  return {
    characters: kept.map(({ character }) => character),
    classes: [0, ...kept.map(({ index }) => index + 1), all.length + 1],
  };
}
