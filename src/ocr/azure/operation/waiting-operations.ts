/** The operations whose results are waited for, by the time at which the service accepted them. */
export class WaitingOperations {
  /** Ascending. */
  readonly #acceptedAt: number[] = [];

  get count(): number {
    return this.#acceptedAt.length;
  }

  /** @returns takes it out again */
  add(acceptedAt: number): () => void {
    this.#acceptedAt.splice(this.#before(acceptedAt), 0, acceptedAt);
    return () => void this.#acceptedAt.splice(this.#before(acceptedAt), 1);
  }

  /** How many were accepted at that time or later. */
  countFrom(acceptedAt: number): number {
    return this.count - this.#before(acceptedAt);
  }

  #before(acceptedAt: number): number {
    let from = 0;
    let to = this.#acceptedAt.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#acceptedAt[middle] ?? 0) < acceptedAt) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
