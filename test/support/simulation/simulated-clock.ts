import type { Clock } from '../../../src/flow/clock.ts';

interface Event {
  readonly at: number;
  /** Breaks ties, so that a run is the same each time. */
  readonly order: number;
  callback: (() => void) | null;
}

/** Time that jumps from event to event; starts at 0. */
export class SimulatedClock implements Clock {
  #now = 0;
  #order = 0;
  readonly #heap: Event[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const event: Event = { at: this.#now + Math.max(0, ms), order: this.#order++, callback };
    this.#push(event);
    return () => {
      event.callback = null;
    };
  }

  /** Runs the events until nothing is left or the time has come. */
  run(until = Number.POSITIVE_INFINITY): void {
    for (;;) {
      const [next] = this.#heap;
      if (next === undefined || next.at > until) break;
      this.#pop();
      if (next.callback === null) continue;
      this.#now = next.at;
      next.callback();
    }
    if (until !== Number.POSITIVE_INFINITY) this.#now = until;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !before(event, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) below += 1;
      const child = heap[below];
      if (child === undefined || !before(child, last)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
  }
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
