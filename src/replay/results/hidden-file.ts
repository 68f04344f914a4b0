import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that grows only by complete texts and is never read under its own name. */
export class HiddenFile {
  readonly path: string;
  #length = 0;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<HiddenFile> {
    return new HiddenFile(path, await open(path, 'wx'));
  }

  get length(): number {
    return this.#length;
  }

  /** Writes the text and calls `publish`; when either fails the file has its old length again. */
  async append(text: string, publish: () => Promise<void>): Promise<void> {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length;) {
        const position = this.#length + done;
        done += (await this.#handle.write(bytes, done, bytes.length - done, position)).bytesWritten;
      }
      await publish();
      this.#length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#length);
      throw error;
    }
  }

  async remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.path, { force: true });
  }
}

/** The names beside `file` that a replay uses while it appends. */
export const HIDDEN_SUFFIXES = ['a', 'b', 'new'] as const;

export function hiddenName(file: string, suffix: (typeof HIDDEN_SUFFIXES)[number]): string {
  return join(dirname(file), `.${basename(file)}.${suffix}`);
}
