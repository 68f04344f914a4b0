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

/** What stands for no attempts, so that a used slot is never 0. */
const NO_ATTEMPTS = 2 ** 31;

/** An unused place is 0; the others are numbered from 1. */
interface Shard {
  words: Uint32Array;
  used: number;
}

/**
 * The keys of a store in typed arrays: 36 bytes an entry and no object, so that a million keys need about 64 MB. A
 * shard has few entries, so that growing never stops the event loop.
 *
 * Keys are hashes already: their words need no hashing.
 */
export class KeyTable {
  readonly #shards: (Shard | undefined)[] = Array.from({ length: SHARDS });

  get(key: Buffer): KeyEntry | null {
    const shard = this.#shards[key[0] ?? 0];
    if (shard === undefined) return null;
    const at = slotOf(shard.words, wordsOf(key));
    const [attempts = 0, ...places] = shard.words.subarray(at + KEY_WORDS, at + WORDS);
    if (attempts === 0) return null;
    const [operationLog = 0, operationOffset = 0, readingLog = 0, readingOffset = 0] = places;
    return {
      attempts: attempts - NO_ATTEMPTS,
      operation: operationLog === 0 ? null : { log: operationLog - 1, offset: operationOffset },
      reading: readingLog === 0 ? null : { log: readingLog - 1, offset: readingOffset },
    };
  }

  /** Adds or replaces what is known of a key. */
  set(key: Buffer, { attempts, operation, reading }: KeyEntry): void {
    const shard = (this.#shards[key[0] ?? 0] ??= { words: new Uint32Array(FIRST_CAPACITY * WORDS), used: 0 });
    if (shard.used * 4 >= (shard.words.length / WORDS) * 3) grow(shard);
    const at = slotOf(shard.words, wordsOf(key));
    if (shard.words[at + KEY_WORDS] === 0) shard.used += 1;
    shard.words.set(
      [
        ...wordsOf(key),
        attempts + NO_ATTEMPTS,
        operation === null ? 0 : operation.log + 1,
        operation?.offset ?? 0,
        reading === null ? 0 : reading.log + 1,
        reading?.offset ?? 0,
      ],
      at,
    );
  }
}

function grow(shard: Shard): void {
  const { words } = shard;
  const larger = new Uint32Array(words.length * 2);
  for (let at = 0; at < words.length; at += WORDS) {
    if (words[at + KEY_WORDS] === 0) continue;
    const entry = words.subarray(at, at + WORDS);
    larger.set(entry, slotOf(larger, entry));
  }
  shard.words = larger;
}

/** The offset of a key's slot, or of the free one where it belongs. */
function slotOf(words: Uint32Array, key: ArrayLike<number>): number {
  const capacity = words.length / WORDS;
  let slot = (key[1] ?? 0) % capacity;
  for (;;) {
    const at = slot * WORDS;
    if (words[at + KEY_WORDS] === 0 || isKey(words, at, key)) return at;
    slot = (slot + 1) % capacity;
  }
}

function isKey(words: Uint32Array, at: number, key: ArrayLike<number>): boolean {
  for (let word = 0; word < KEY_WORDS; word += 1) if (words[at + word] !== key[word]) return false;
  return true;
}

function wordsOf(key: Buffer): readonly number[] {
  return [key.readUInt32LE(0), key.readUInt32LE(4), key.readUInt32LE(8), key.readUInt32LE(12)];
}
