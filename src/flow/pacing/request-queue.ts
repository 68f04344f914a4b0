/** A request that waits for its turn. */
export interface QueuedRequest<T> {
  readonly value: T;
  cancelled: boolean;
}

/** First in, first out in constant time; what was rejected goes to the front. */
class Lane<T> {
  #front: QueuedRequest<T>[] = [];
  #back: QueuedRequest<T>[] = [];
  #head = 0;

  push(entry: QueuedRequest<T>, first: boolean): void {
    (first ? this.#front : this.#back).push(entry);
  }

  shift(): QueuedRequest<T> | null {
    for (;;) {
      const entry = this.#front.pop() ?? this.#back[this.#head++];
      if (entry === undefined) {
        this.#back = [];
        this.#head = 0;
        return null;
      }
      if (this.#head > 1024 && 2 * this.#head > this.#back.length) {
        this.#back = this.#back.slice(this.#head);
        this.#head = 0;
      }
      if (!entry.cancelled) return entry;
    }
  }
}

/**
 * Requests in the order in which they leave. Submits come before polls: a submit still has the time of the reading before
 * it, a poll has nothing, and one that leaves later is more often the only one.
 */
export class RequestQueue<T> {
  readonly #lanes = { submit: new Lane<T>(), poll: new Lane<T>() };
  #waiting = 0;

  /** Requests that wait. */
  get size(): number {
    return this.#waiting;
  }

  /** @param first in front of all others of its kind, because it waited already */
  push(kind: 'submit' | 'poll', value: T, first: boolean): QueuedRequest<T> {
    const entry = { value, cancelled: false };
    this.#lanes[kind].push(entry, first);
    this.#waiting += 1;
    return entry;
  }

  cancel(entry: QueuedRequest<T>): void {
    if (entry.cancelled) return;
    entry.cancelled = true;
    this.#waiting -= 1;
  }

  shift(): T | null {
    const entry = this.#lanes.submit.shift() ?? this.#lanes.poll.shift();
    if (entry === null) return null;
    entry.cancelled = true;
    this.#waiting -= 1;
    return entry.value;
  }
}
