import { hash } from 'node:crypto';

const DIGEST_WORDS = 4;
const FIRST_CAPACITY = 1024;

/** Where a row is in its file. */
export interface RowPlace {
  /** From 1. */
  readonly line: number;
  /** Of its first byte, in bytes. */
  readonly offset: number;
}

/**
 * The rows of a file by their keys, numbered from 0. Of a key only 128 bits of its SHA-256 are kept, so that a row takes
 * 36 bytes on average whatever its key, and no object: a million rows need 40 MB.
 */
export class RowIndex {
  size = 0;
  #digests = new Uint32Array(FIRST_CAPACITY * DIGEST_WORDS);
  #lines = new Uint32Array(FIRST_CAPACITY);
  #offsets = new Float64Array(FIRST_CAPACITY);
  /** Numbers plus 1, at the place that the digest says or after it; 0 is free. */
  #slots = new Uint32Array(FIRST_CAPACITY * 2);

  /** @returns the number of the row, or -1 when there is none */
  find(key: string): number {
    return (this.#slots[this.#slotOf(digestOf(key))] ?? 0) - 1;
  }

  /** @returns the row that the key has already; null when it is added */
  add(key: string, { line, offset }: RowPlace): RowPlace | null {
    const digest = digestOf(key);
    const slot = this.#slotOf(digest);
    const number = (this.#slots[slot] ?? 0) - 1;
    if (number !== -1) return this.placeOf(number);
    this.#digests.set(digest, this.size * DIGEST_WORDS);
    this.#lines[this.size] = line;
    this.#offsets[this.size] = offset;
    this.size += 1;
    this.#slots[slot] = this.size;
    if (this.size === this.#lines.length) this.#grow();
    return null;
  }

  placeOf(number: number): RowPlace {
    return { line: this.#lines[number] ?? 0, offset: this.#offsets[number] ?? 0 };
  }

  #slotOf(digest: Uint32Array): number {
    const mask = this.#slots.length - 1;
    let slot = (digest[0] ?? 0) & mask;
    for (;;) {
      const used = this.#slots[slot] ?? 0;
      if (used === 0 || this.#has(used - 1, digest)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #has(number: number, digest: Uint32Array): boolean {
    const at = number * DIGEST_WORDS;
    for (let word = 0; word < DIGEST_WORDS; word += 1)
      if (this.#digests[at + word] !== digest[word]) return false;
    return true;
  }

  #grow(): void {
    const capacity = this.size * 2;
    this.#digests = copyInto(new Uint32Array(capacity * DIGEST_WORDS), this.#digests);
    this.#lines = copyInto(new Uint32Array(capacity), this.#lines);
    this.#offsets = copyInto(new Float64Array(capacity), this.#offsets);
    this.#slots = new Uint32Array(capacity * 2);
    for (let number = 0; number < this.size; number += 1) {
      const at = number * DIGEST_WORDS;
      this.#slots[this.#slotOf(this.#digests.subarray(at, at + DIGEST_WORDS))] = number + 1;
    }
  }
}

function copyInto<T extends Uint32Array | Float64Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}

/** Of the UTF-16 of the key: in UTF-8 all lone surrogates are the same. */
function digestOf(key: string): Uint32Array {
  const digest = hash('sha256', Buffer.from(key, 'utf16le'), 'buffer');
  return Uint32Array.from({ length: DIGEST_WORDS }, (_, word) => digest.readUInt32LE(4 * word));
}
