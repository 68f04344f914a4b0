/** Where a frame is: the number of its log, and its offset there in bytes. */
export interface Place {
  readonly log: number;
  readonly offset: number;
}

/** What the logs tell of a key. */
export interface KeyEntry {
  /** Attempts begun less attempts ended. Below 0 while the log of the process that began them is not read yet. */
  readonly attempts: number;
  readonly operation: Place | null;
  readonly reading: Place | null;
}

const SHARDS = 256;
const KEY_WORDS = 4;
const WORDS = KEY_WORDS + 5;
const FIRST_CAPACITY = 4;
/** A fuller shard grows, by a little: doubled shards would be half empty. One slot at least stays free. */
const FULLEST = 0.8;
const GROWTH = 1.25;

/** What stands for no attempts, so that a used slot is never 0. */
const NO_ATTEMPTS = 2 ** 31;

/** An unused place is 0; the others are numbered from 1. */
interface Shard {
  words: Uint32Array;
  used: number;
}

/**
 * The keys of a store in typed arrays: 36 bytes an entry and no object, so that a million keys need about 50 MB. A
 * shard has few entries, so that growing never stops the event loop.
 *
 * Keys are hashes already: their words need no hashing.
 */
export class KeyTable {
  readonly #shards: (Shard | undefined)[] = Array.from({ length: SHARDS });

  get(key: Buffer): KeyEntry | null {
    const shard = this.#shards[key[0] ?? 0];
    if (shard === undefined) return null;
    const { words } = shard;
    const at = slotOf(words, wordsOf(key), 0) + KEY_WORDS;
    const attempts = words[at] ?? 0;
    if (attempts === 0) return null;
    return {
      attempts: attempts - NO_ATTEMPTS,
      operation: placeAt(words, at + 1),
      reading: placeAt(words, at + 3),
    };
  }

  /** Adds or replaces what is known of a key. */
  set(key: Buffer, { attempts, operation, reading }: KeyEntry): void {
    const shard = (this.#shards[key[0] ?? 0] ??= { words: new Uint32Array(FIRST_CAPACITY * WORDS), used: 0 });
    if (shard.used + 1 > (shard.words.length / WORDS) * FULLEST) grow(shard);
    const { words } = shard;
    const keyWords = wordsOf(key);
    const at = slotOf(words, keyWords, 0);
    if (words[at + KEY_WORDS] === 0) shard.used += 1;
    words.set(keyWords, at);
    words[at + KEY_WORDS] = attempts + NO_ATTEMPTS;
    setPlace(words, at + KEY_WORDS + 1, operation);
    setPlace(words, at + KEY_WORDS + 3, reading);
  }
}

function grow(shard: Shard): void {
  const { words } = shard;
  const larger = new Uint32Array(Math.ceil((words.length / WORDS) * GROWTH) * WORDS);
  for (let at = 0; at < words.length; at += WORDS) {
    if (words[at + KEY_WORDS] === 0) continue;
    const to = slotOf(larger, words, at);
    for (let word = 0; word < WORDS; word += 1) larger[to + word] = words[at + word] ?? 0;
  }
  shard.words = larger;
}

function placeAt(words: Uint32Array, at: number): Place | null {
  const log = words[at] ?? 0;
  return log === 0 ? null : { log: log - 1, offset: words[at + 1] ?? 0 };
}

function setPlace(words: Uint32Array, at: number, place: Place | null): void {
  words[at] = place === null ? 0 : place.log + 1;
  words[at + 1] = place?.offset ?? 0;
}

/** The offset of the slot of the key that begins at `from` in `source`, or of the free one where it belongs. */
function slotOf(words: Uint32Array, source: Uint32Array, from: number): number {
  const capacity = words.length / WORDS;
  let slot = (source[from + 1] ?? 0) % capacity;
  for (;;) {
    const at = slot * WORDS;
    if (words[at + KEY_WORDS] === 0 || isKey(words, at, source, from)) return at;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
}

function isKey(words: Uint32Array, at: number, source: Uint32Array, from: number): boolean {
  for (let word = 0; word < KEY_WORDS; word += 1) {
    if (words[at + word] !== source[from + word]) return false;
  }
  return true;
}

/** Used by one call at a time. */
const KEY = new Uint32Array(KEY_WORDS);

function wordsOf(key: Buffer): Uint32Array {
  for (let word = 0; word < KEY_WORDS; word += 1) KEY[word] = key.readUInt32LE(word * 4);
  return KEY;
}
