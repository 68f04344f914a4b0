import { closeSync, openSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Readings of images are nobody else's business. */
const OWNER_ONLY = 0o600;

export function logFileOf(folder: string, segment: string): string {
  return join(folder, `${segment}.log`);
}

export function dataFileOf(folder: string, segment: string): string {
  return join(folder, `${segment}.data`);
}

/**
 * Two files that one process appends to until they are retired: a log of small frames, and the readings it points to.
 * Nobody else ever writes to them.
 *
 * After an error of the file system, or a short write, the offsets are no longer known: the segment must be retired.
 */
export class Segment {
  readonly name: string;
  readonly #log: number;
  readonly #dataFile: string;
  #data: Promise<FileHandle> | null = null;
  #logBytes = 0;
  #dataBytes = 0;
  #writes = 0;
  #broken = false;
  #retired = false;

  /** @throws the error of the file system when the log cannot be created */
  constructor(folder: string, name: string) {
    this.name = name;
    this.#dataFile = dataFileOf(folder, name);
    this.#log = openSync(logFileOf(folder, name), 'ax', OWNER_ONLY);
  }

  get dataBytes(): number {
    return this.#dataBytes;
  }

  get logBytes(): number {
    return this.#logBytes;
  }

  /**
   * Appends a frame to the log before it returns: a process that is killed afterwards has written it.
   *
   * @returns its offset
   */
  appendLog(frame: Buffer): number {
    if (this.#broken) throw new Error('an earlier frame was not written');
    const offset = this.#logBytes;
    this.#broken = true;
    assertWhole(writeSync(this.#log, frame), frame);
    this.#broken = false;
    this.#logBytes += frame.length;
    return offset;
  }

  /**
   * Appends a frame to the data, in the thread pool: large writes would stop the event loop. `then` runs before the files
   * of a retired segment are closed.
   */
  async appendData<T>(frame: Buffer, then: (offset: number) => T): Promise<T> {
    const offset = this.#dataBytes;
    this.#dataBytes += frame.length;
    this.#writes += 1;
    try {
      const data = await (this.#data ??= open(this.#dataFile, 'wx', OWNER_ONLY));
      const { bytesWritten } = await data.write(frame, 0, frame.length, offset);
      assertWhole(bytesWritten, frame);
      return then(offset);
    } finally {
      this.#writes -= 1;
      if (this.#retired) await this.#closeWhenIdle();
    }
  }

  /** Closes the files once the writes in progress have ended. A second call does nothing. */
  async retire(): Promise<void> {
    if (this.#retired) return;
    this.#retired = true;
    await this.#closeWhenIdle();
  }

  async #closeWhenIdle(): Promise<void> {
    if (this.#writes > 0) return;
    closeSync(this.#log);
    const data = await this.#data?.catch(() => null);
    await data?.close();
  }
}

/** A file system writes less than asked for when it is full. */
function assertWhole(written: number, frame: Buffer): void {
  if (written !== frame.length) throw new Error(`only ${written} of ${frame.length} bytes were written`);
}
