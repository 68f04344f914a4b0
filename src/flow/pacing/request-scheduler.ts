import type { Clock } from '../clock.ts';
import type { RateGate, Ticket } from './rate-gate.ts';
import { RequestQueue } from './request-queue.ts';

/** Called when the request may leave, which it does at once. */
export type Departure = (ticket: Ticket) => void;

interface Waiting {
  readonly depart: Departure;
  readonly mayLeave: () => boolean;
}

/** Lets the requests of one budget leave in their order, at the times that the gate allows; with one timer. */
export class RequestScheduler {
  readonly gate: RateGate;
  readonly #clock: Clock;
  readonly #queue = new RequestQueue<Waiting>();
  #timer: { readonly at: number; readonly cancel: () => void } | null = null;
  #letting = false;

  constructor(gate: RateGate, clock: Clock) {
    this.gate = gate;
    this.#clock = clock;
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * @param first in front of all others of its kind
   * @param mayLeave called when its turn has come; one that may not leave takes no turn
   * @returns takes it out of the queue; without effect once it has left
   */
  enqueue(
    kind: 'submit' | 'poll',
    depart: Departure,
    first = false,
    mayLeave = (): boolean => true,
  ): () => void {
    const entry = this.#queue.push(kind, { depart, mayLeave }, first);
    this.#letLeave();
    return () => this.#queue.cancel(entry);
  }

  #letLeave(): void {
    if (this.#letting) return;
    this.#letting = true;
    try {
      while (this.#queue.size > 0) {
        const now = this.#clock.now();
        const at = this.gate.nextAt(now);
        if (at > now) {
          this.#wakeAt(at, now);
          return;
        }
        const request = this.#queue.shift();
        if (request?.mayLeave() === true) request.depart(this.gate.send(now));
      }
    } finally {
      this.#letting = false;
    }
  }

  #wakeAt(at: number, now: number): void {
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#timer?.cancel();
    const cancel = this.#clock.after(at - now, () => {
      this.#timer = null;
      this.#letLeave();
    });
    this.#timer = { at, cancel };
  }
}
