/** The plates of a country, or a pattern of the user's own. */
export interface PlateFormat {
  /** As given with `--plate_formats`: `BR`, or `LLLDLDD`. */
  readonly name: string;
  /** `L` stands for a letter, `D` for a digit. */
  readonly patterns: readonly string[];
  /** Letters that no plate of it has: a text with one of them is not of this format. */
  readonly unusedLetters: string;
}

export interface FormatMatch {
  readonly format: string;
  /** The text with O and 0, I and 1 as their places demand. */
  readonly text: string;
}

/** With more look-alikes resolved, more right readings are broken than wrong ones repaired. */
const MAX_RESOLVED = 2;

const AS_LETTER: Readonly<Record<string, string>> = { 0: 'O', 1: 'I' };
const AS_DIGIT: Readonly<Record<string, string>> = { O: '0', I: '1' };

/**
 * The format that a normalised text has exactly, with the fewest look-alikes resolved; at a tie the first. Null when there is
 * none, and for texts of letters only or digits only.
 */
export function matchFormat(text: string, formats: readonly PlateFormat[]): FormatMatch | null {
  if (!/\d/.test(text) || !/\D/.test(text)) return null;
  let best: (FormatMatch & { readonly resolved: number }) | null = null;
  for (const { name, patterns, unusedLetters } of formats) {
    for (const pattern of patterns) {
      const fitted = fit(text, pattern, unusedLetters);
      if (fitted === null || fitted.resolved >= (best?.resolved ?? MAX_RESOLVED + 1)) continue;
      best = { format: name, ...fitted };
    }
  }
  return best && { format: best.format, text: best.text };
}

function fit(
  text: string,
  pattern: string,
  unusedLetters: string,
): { readonly text: string; readonly resolved: number } | null {
  const characters = Array.from(text);
  if (characters.length !== pattern.length) return null;
  let [fitted, resolved] = ['', 0];
  for (const [index, character] of characters.entries()) {
    const isDigit = /\d/.test(character);
    const isInPlace = isDigit === (pattern[index] === 'D');
    const placed = isInPlace ? character : (isDigit ? AS_LETTER : AS_DIGIT)[character];
    if (placed === undefined || unusedLetters.includes(placed)) return null;
    fitted += placed;
    if (!isInPlace) resolved += 1;
  }
  return { text: fitted, resolved };
}
