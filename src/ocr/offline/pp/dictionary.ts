/** The characters of the recogniser's output classes. */
export interface Dictionary {
  /** Class to character; class 0 is the CTC blank, the last is the space. */
  readonly characters: readonly string[];
  /** The same classes as the model numbers them. */
  readonly classes: readonly number[];
}

/** Han, kana, Hangul and bopomofo, which are never part of a Latin reading. */
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/**
 * @param text the dictionary file: one character per line, without the blank and the space
 * @param chinese false excludes Han, kana, Hangul and bopomofo
 */
export function parseDictionary(text: string, chinese: boolean): Dictionary {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const all = ['', ...lines, ' '];
  const classes = all.flatMap((character, index) => (chinese || !EAST_ASIAN.test(character) ? [index] : []));
  return { characters: classes.map((index) => all[index]!), classes };
}
