import { constants } from 'node:fs';
import { copyFile, open, rm, type FileHandle } from 'node:fs/promises';

/** A file that grows only by complete texts, which are on the disk when they count. */
export class GrowingFile {
  readonly path: string;
  #length: number;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, length: number) {
    this.path = path;
    this.#handle = handle;
    this.#length = length;
  }

  /** Begins with the content of the file `start`, if that exists; replaces what is at `path`. */
  static async create(path: string, start: string): Promise<GrowingFile> {
    await rm(path, { force: true });
    await copyFile(start, path, constants.COPYFILE_FICLONE).catch(unlessMissing);
    const handle = await open(path, 'a');
    await handle.close();
    return await GrowingFile.open(path);
  }

  static async open(path: string): Promise<GrowingFile> {
    const handle = await open(path, 'r+');
    await handle.datasync();
    return new GrowingFile(path, handle, (await handle.stat()).size);
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
      await this.#handle.datasync();
      await publish();
      this.#length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#length);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }
}

function unlessMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
