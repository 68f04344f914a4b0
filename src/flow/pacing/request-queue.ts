/** A request that waits for its turn. */
export interface QueuedRequest<T> {
  readonly value: T;
  cancelled: boolean;
}

interface Link<T> {
  readonly entry: QueuedRequest<T>;
  next: Link<T> | null;
}

/** First in, first out in constant time; what was rejected goes to the front. */
class Lane<T> {
  #first: Link<T> | null = null;
  #last: Link<T> | null = null;

  push(entry: QueuedRequest<T>, first: boolean): void {
    const link: Link<T> = { entry, next: null };
    if (this.#first === null || this.#last === null) this.#first = this.#last = link;
    else if (first) {
      link.next = this.#first;
      this.#first = link;
    } else {
      this.#last.next = link;
      this.#last = link;
    }
  }

  shift(): QueuedRequest<T> | null {
    while (this.#first !== null) {
      const { entry, next } = this.#first;
      this.#first = next;
      if (!entry.cancelled) return entry;
    }
    return null;
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
