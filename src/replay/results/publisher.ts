/** Makes the rows of complete mini-batches appear under the public name. */
export interface Publisher {
  /** Bytes that the file had before the first commit. */
  readonly length: number;
  /**
   * Resolves when the rows are safe; they are visible then, unless the file system has no hard links. Nothing is visible
   * before `recorded` is fulfilled; when it is rejected, nothing is kept.
   */
  commit(text: string, recorded: Promise<void>): Promise<void>;
  /** Publishes what is not visible yet and removes the hidden files. */
  close(): Promise<void>;
}
