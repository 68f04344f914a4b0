import type { Random } from '../retry-schedule.ts';
import type { RateGate, Ticket } from './rate-gate.ts';

export interface RequestWindow {
  /** Requests of this process in one window. */
  readonly requests: number;
  readonly windowMs: number;
}

const SPACING_MS = 50;
const MARGIN_MS = 500;
const UNSTATED_HOLD_MS = 15_000;

/**
 * For a service that counts requests in long windows, such as a free tier with 20 a minute: pacing would waste a
 * quarter of them. The requests of a window leave at once; the window starts with the first.
 */
export class WindowGate implements RateGate {
  readonly #window: RequestWindow;
  readonly #random: Random;
  #startedAt = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #holdUntil = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  #rejectedSince: number | null = null;

  constructor(window: RequestWindow, random: Random) {
    this.#window = window;
    this.#random = random;
  }

  get rate(): number {
    return (1000 * this.#window.requests) / this.#window.windowMs;
  }

  get rejectedSince(): number | null {
    return this.#rejectedSince;
  }

  nextAt(): number {
    const full = this.#sent >= this.#window.requests;
    return Math.max(this.#holdUntil, full ? this.#endsAt() : this.#sentAt + SPACING_MS);
  }

  send(now: number): Ticket {
    if (now >= this.#endsAt()) this.#sent = 0;
    if (this.#sent === 0) this.#startedAt = now;
    this.#sent += 1;
    this.#sentAt = now;
    return { sentAt: now, epoch: this.#epoch, limited: true };
  }

  accepted(): void {
    this.#rejectedSince = null;
  }

  rejected({ epoch }: Ticket, now: number, retryAfterMs: number | null): void {
    this.#rejectedSince ??= now;
    const until = now + (retryAfterMs ?? UNSTATED_HOLD_MS) + 100 + MARGIN_MS * this.#random();
    if (epoch === this.#epoch) {
      this.#epoch += 1;
      this.#sent = 0;
      this.#holdUntil = until;
    } else if (retryAfterMs !== null) this.#holdUntil = Math.max(this.#holdUntil, until);
  }

  #endsAt(): number {
    return this.#startedAt + this.#window.windowMs + MARGIN_MS;
  }
}
