import { FOLDED } from './fold-character.ts';
import { MIN_SECRET_LENGTH } from './spellings.ts';
import type { TextSpan } from './view.ts';

const WINDOW = MIN_SECRET_LENGTH;
const HASH_SIZE = 1 << 16;

/**
 * Finds any of many spellings in one pass over a text, whatever its letter case and whatever white space and control characters
 * are between the letters. A rolling hash of the last eight characters says where to look, so the time does not depend
 * on the number of secrets.
 */
export class SpellingIndex {
  /** 1 where a spelling begins with that hash. */
  readonly #begins = new Uint8Array(HASH_SIZE);
  readonly #byHash = new Map<number, string[]>();

  get isEmpty(): boolean {
    return this.#byHash.size === 0;
  }

  /** @param spelling folded, at least `MIN_SECRET_LENGTH` long */
  add(spelling: string): void {
    let hash = 0;
    for (let index = 0; index < WINDOW; index += 1) hash = next(hash, spelling.charCodeAt(index));
    this.#begins[hash] = 1;
    this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), spelling]);
  }

  find(text: string): TextSpan[] {
    const found: TextSpan[] = [];
    const begins = this.#begins;
    let count = 0;
    let hash = 0;
    for (let index = 0; index < text.length; index += 1) {
      const folded = FOLDED[text.charCodeAt(index)] ?? 0;
      if (folded === 0) continue;
      count += 1;
      hash = next(hash, folded);
      if (begins[hash] === 1 && count >= WINDOW)
        found.push(...this.#spansAt(text, startOfWindow(text, index), hash));
    }
    return found;
  }

  #spansAt(text: string, start: number, hash: number): readonly TextSpan[] {
    const ends = (this.#byHash.get(hash) ?? []).map((spelling) => endOfMatch(text, start, spelling));
    return ends.filter((end) => end !== null).map((end) => ({ start, end }));
  }
}

/** Where the eight characters begin that end with the one at `index`. */
function startOfWindow(text: string, index: number): number {
  let start = index;
  for (let missing = WINDOW - 1; missing > 0;) {
    start -= 1;
    if (FOLDED[text.charCodeAt(start)] !== 0) missing -= 1;
  }
  return start;
}

/** Two bits for each of the last eight characters: older ones drop out of the sixteen. */
function next(hash: number, code: number): number {
  return ((hash << 2) ^ code ^ (code >> 3)) & (HASH_SIZE - 1);
}

/**
 * The end of the spelling that begins at `start`. Where a text was cut off inside it, or something hides its end, three
 * quarters of it are a match, too, for they leave little to guess.
 */
function endOfMatch(text: string, start: number, spelling: string): number | null {
  const enough = spelling.length < 2 * WINDOW ? spelling.length : Math.ceil(spelling.length * 0.75);
  let matched = 0;
  let end = start;
  for (let index = start; index < text.length && matched < spelling.length; index += 1) {
    const folded = FOLDED[text.charCodeAt(index)] ?? 0;
    if (folded === 0) continue;
    if (folded !== spelling.charCodeAt(matched)) break;
    matched += 1;
    end = index + 1;
  }
  return matched >= enough ? end : null;
}
