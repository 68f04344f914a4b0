/**
 * Commits in order what is added; what arrives while a commit runs goes into the next one together. After a commit that
 * failed nothing more is committed.
 */
export class GroupCommit<T> {
  readonly #commit: (items: readonly T[]) => Promise<void>;
  #waiting: T[] = [];
  /** The commit of what waits; null while nothing waits. */
  #next: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(commit: (items: readonly T[]) => Promise<void>) {
    this.#commit = commit;
  }

  /** Resolves when the item is committed. @throws the error of its commit, or of an earlier one */
  async add(item: T): Promise<void> {
    this.#waiting.push(item);
    this.#next ??= this.#last = this.#commitAfter(this.#last);
    await this.#next;
  }

  /** Resolves when all that was added is committed. @throws the error of a commit that failed */
  async done(): Promise<void> {
    await this.#last;
  }

  async #commitAfter(last: Promise<void>): Promise<void> {
    await last;
    this.#next = null;
    await this.#commit(this.#waiting.splice(0));
  }
}
