import { closeSync, openSync, readSync } from 'node:fs';

const FIRST_BYTES = 4096;

/** Reads single lines of a file of rows again: those of duplicates, and those that a problem names. */
export class RowsFile {
  readonly #descriptor: number;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
  }

  /** The line that begins at an offset, without its line feed. */
  lineAt(offset: number): Buffer {
    for (let bytes = FIRST_BYTES; ; bytes *= 8) {
      const buffer = Buffer.alloc(bytes);
      const read = buffer.subarray(0, readSync(this.#descriptor, buffer, 0, bytes, offset));
      const end = read.indexOf(10);
      if (end !== -1) return read.subarray(0, end);
      if (read.length < bytes) return read;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
