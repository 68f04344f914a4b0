/** Makes the rows of complete mini-batches appear under the public name. */
export interface Publisher {
  /** Resolves when the rows are safe; they are visible then, unless the file system has no hard links. */
  commit(text: string): Promise<void>;
  /** Publishes what is not visible yet and removes the hidden files. */
  close(): Promise<void>;
}
