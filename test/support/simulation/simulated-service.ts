import type { Random } from '../../../src/flow/retry-schedule.ts';
import type { SimulatedClock } from './simulated-clock.ts';

export interface SimulatedServiceOptions {
  readonly clock: SimulatedClock;
  readonly random: Random;
  /** Requests per second of the token bucket; submits and polls share it. */
  readonly perSecond: number;
  /** Depth of the bucket, in seconds of its rate. */
  readonly depthSeconds?: number;
  readonly latencyMs?: number;
  /** Spread of the log-normal latency. */
  readonly sigma?: number;
  /** Seconds in `Retry-After`; null sends none. */
  readonly retryAfter?: number | null;
  /** Counts requests in windows of this length instead of the bucket: `perSecond` in each of them. */
  readonly windowMs?: number;
}

export type SimulatedResponse =
  | { readonly status: 202; readonly operation: number }
  | { readonly status: 200; readonly ended: boolean }
  | { readonly status: 429; readonly retryAfterMs: number | null };

/** An asynchronous reading service: a token bucket, log-normal latencies, and a network of 10 to 30 ms each way. */
export class SimulatedService {
  perSecond: number;
  accepted = 0;
  rejected = 0;
  billed = 0;
  readonly #options: SimulatedServiceOptions;
  readonly #endsAt: number[] = [];
  #tokens: number;
  #filledAt = 0;

  constructor(options: SimulatedServiceOptions) {
    this.#options = options;
    this.perSecond = options.perSecond;
    this.#tokens = options.windowMs === undefined ? this.#depth : 0;
    this.#filledAt = Number.NEGATIVE_INFINITY;
  }

  get rejectedShare(): number {
    return this.rejected / Math.max(1, this.accepted + this.rejected);
  }

  /** Sends a submit, or the poll of an operation. */
  request(operation: number | null, done: (response: SimulatedResponse) => void): void {
    const { clock, random } = this.#options;
    const upload = operation === null ? 25 + 50 * random() : 0;
    const there = 10 + 20 * random();
    const back = 10 + 20 * random();
    clock.after(upload + there, () => {
      const response = this.#respond(operation);
      clock.after(back, () => done(response));
    });
  }

  #respond(operation: number | null): SimulatedResponse {
    const { clock, random, latencyMs = 1500, sigma = 0.5 } = this.#options;
    const waitMs = this.#take(clock.now());
    if (waitMs > 0) {
      this.rejected += 1;
      return { status: 429, retryAfterMs: this.#retryAfter(waitMs) };
    }
    this.accepted += 1;
    if (operation !== null) return { status: 200, ended: clock.now() >= (this.#endsAt[operation] ?? 0) };
    this.billed += 1;
    this.#endsAt.push(clock.now() + latencyMs * Math.exp(sigma * normal(random)));
    return { status: 202, operation: this.#endsAt.length - 1 };
  }

  #retryAfter(waitMs: number): number | null {
    const { retryAfter = 1, windowMs } = this.#options;
    if (retryAfter === null) return null;
    return windowMs === undefined ? retryAfter * 1000 : 1000 * Math.ceil(waitMs / 1000);
  }

  /** @returns 0 for a token, else the wait for one in milliseconds */
  #take(now: number): number {
    const { windowMs } = this.#options;
    if (windowMs !== undefined) {
      if (now >= this.#filledAt + windowMs) {
        this.#filledAt = now;
        this.#tokens = this.perSecond;
      }
      if (this.#tokens < 1) return this.#filledAt + windowMs - now;
    } else {
      const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.perSecond;
      this.#tokens = Math.min(this.#depth, filled);
      this.#filledAt = now;
      if (this.#tokens < 1) return ((1 - this.#tokens) / this.perSecond) * 1000;
    }
    this.#tokens -= 1;
    return 0;
  }

  get #depth(): number {
    return Math.max(1, this.perSecond * (this.#options.depthSeconds ?? 1));
  }
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
