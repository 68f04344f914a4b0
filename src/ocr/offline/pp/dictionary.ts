/** What the recogniser's output classes mean. */
export interface Dictionary {
  /** Class to character; class 0 is the CTC blank, the last is the space. */
  readonly characters: readonly string[];
  /** The same classes as the model numbers them. */
  readonly classes: readonly number[];
}

/** Han, kana, Hangul, bopomofo: what a Latin reading never means. */
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/**
 * @param text the dictionary file: one character a line, no line for blank and space
 * @param chinese false keeps to the rest of the alphabet
 */
export function parseDictionary(text: string, chinese: boolean): Dictionary {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const all = ['', ...lines, ' '];
  const classes = all.flatMap((character, index) => (chinese || !EAST_ASIAN.test(character) ? [index] : []));
  return { characters: classes.map((index) => all[index]!), classes };
}
