/** What the recogniser's output classes mean. */
export interface Dictionary {
  /** Class to character; class 0 is the CTC blank, the last is the space. */
  readonly characters: readonly string[];
  readonly space: number;
  /** The classes to choose from, blank and space included. */
  readonly allowed: Int32Array;
}

/** Han, kana, Hangul, bopomofo: what a Latin reading never means. */
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/** @param text the dictionary file: one character a line, no line for blank and space */
export function parseDictionary(text: string, chinese: boolean): Dictionary {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const characters = ['', ...lines, ' '];
  const allowed = characters.flatMap((character, index) =>
    chinese || !EAST_ASIAN.test(character) ? [index] : [],
  );
  return { characters, space: characters.length - 1, allowed: Int32Array.from(allowed) };
}
