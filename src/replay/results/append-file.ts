import { existsSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { WorkerError } from '../../contract/errors.ts';
import { AppendError } from './append-error.ts';
import { copyPublisher } from './copy-publisher.ts';
import { GroupCommit } from './group-commit.ts';
import { linkPublisher } from './link-publisher.ts';
import type { Publisher } from './publisher.ts';

/** A text that goes into the file. */
export interface Appended<Note> {
  readonly note: Note;
  /** Where its bytes begin in the file. */
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
}

interface Waiting<Note> {
  readonly text: string;
  readonly note: Note;
}

/**
 * Appends to a file so that it always holds complete mini-batches only, also after a SIGKILL or on a full disk, which can
 * both cut a plain write in the middle.
 */
export class AppendFile<Note = void> {
  readonly file: string;
  readonly #record: (appended: readonly Appended<Note>[]) => Promise<void>;
  readonly #makeLink: typeof link;
  readonly #commits = new GroupCommit<Waiting<Note>>((waiting) => this.#commit(waiting));
  #publisher: Promise<Publisher> | null = null;
  #length = 0;

  /**
   * `record` is called at a commit, with its texts in their order in the file; none of them is published when it fails.
   * `makeLink` stands in for a file system without hard links in the tests.
   */
  constructor(
    file: string,
    record: (appended: readonly Appended<Note>[]) => Promise<void> = async () => {},
    makeLink = link,
  ) {
    this.file = file;
    this.#record = record;
    this.#makeLink = makeLink;
  }

  /**
   * Mini-batches that arrive while another is being written are written together, each still complete.
   * @throws AppendError when the text could not be written, or what `record` throws; nothing of it is visible then
   */
  async append(text: string, note: Note): Promise<void> {
    await this.#commits.add({ text, note });
  }

  /** @throws AppendError when rows that were taken cannot be made visible (only without hard links) */
  async close(): Promise<void> {
    await this.#commits.done().catch(() => {});
    const publisher = await this.#publisher?.catch(() => null);
    try {
      await publisher?.close();
    } catch (error) {
      throw new AppendError(this.file, error);
    }
  }

  /** Whether anything was ever appended, an empty text included. */
  get used(): boolean {
    return existsSync(this.file);
  }

  async #commit(waiting: readonly Waiting<Note>[]): Promise<void> {
    try {
      this.#publisher ??= this.#open();
      const publisher = await this.#publisher;
      const recorded = this.#record(waiting.map((one) => this.#place(one)));
      // Both may fail; the first error is thrown.
      recorded.catch(() => {});
      await publisher.commit(waiting.map(({ text }) => text).join(''), recorded);
    } catch (error) {
      if (error instanceof WorkerError) throw error;
      throw new AppendError(this.file, error);
    }
  }

  #place({ text, note }: Waiting<Note>): Appended<Note> {
    const appended = { note, offset: this.#length, bytes: Buffer.byteLength(text), crc: crc32(text) };
    this.#length += appended.bytes;
    return appended;
  }

  async #open(): Promise<Publisher> {
    const publisher = (await linkPublisher(this.file, this.#makeLink)) ?? (await copyPublisher(this.file));
    this.#length = publisher.length;
    return publisher;
  }
}
