import { link } from 'node:fs/promises';
import { AppendError } from './append-error.ts';
import { copyPublisher } from './copy-publisher.ts';
import { linkPublisher } from './link-publisher.ts';
import type { Publisher } from './publisher.ts';

/**
 * Appends to a file so that it always holds complete mini-batches only, also after a SIGKILL or on a full disk, which can
 * both cut a plain write in the middle.
 */
export class AppendFile {
  readonly file: string;
  readonly #makeLink: typeof link;
  #publisher: Promise<Publisher> | null = null;
  #waiting: string[] = [];
  #commit: Promise<void> = Promise.resolve();

  /** `makeLink` stands in for a file system without hard links in the tests. */
  constructor(file: string, makeLink = link) {
    this.file = file;
    this.#makeLink = makeLink;
  }

  /**
   * Mini-batches that arrive while another is being written are written together, each still complete.
   * @throws AppendError when the text could not be written; nothing of it is visible then
   */
  async append(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#commit = this.#commit.then(() => this.#commitWaiting());
    await this.#commit;
  }

  /** @throws AppendError when rows that were taken cannot be made visible (only without hard links) */
  async close(): Promise<void> {
    await this.#commit.catch(() => {});
    const publisher = await this.#publisher?.catch(() => null);
    try {
      await publisher?.close();
    } catch (error) {
      throw new AppendError(this.file, error);
    }
  }

  /** Whether anything was ever appended, an empty text included. */
  get used(): boolean {
    return this.#publisher !== null;
  }

  async #commitWaiting(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.splice(0).join('');
    try {
      this.#publisher ??= this.#open();
      await (await this.#publisher).commit(text);
    } catch (error) {
      throw new AppendError(this.file, error);
    }
  }

  async #open(): Promise<Publisher> {
    return (await linkPublisher(this.file, this.#makeLink)) ?? (await copyPublisher(this.file));
  }
}
