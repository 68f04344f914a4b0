import type { Call, FlowControl } from '../../../../src/flow/flow-control.ts';
import type { Clock } from '../../../../src/flow/clock.ts';
import { settle } from '../../../flow/manual-clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * Time for tests with real sockets, which passes only while no request is in progress: then the next timer fires at once.
 * However slow the machine is, no time limit ends a request that the server responds to.
 */
export class IdleClock implements Clock {
  #now = Date.UTC(2026, 10, 23);
  readonly #timers = new Set<Timer>();
  #inProgress = 0;
  #isWaiting = false;

  now(): number {
    return this.#now;
  }

  /** Requests whose call has begun and not ended. */
  get inProgress(): number {
    return this.#inProgress;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), callback };
    this.#timers.add(timer);
    this.#goOn();
    return () => this.#timers.delete(timer);
  }

  /** Time stands still during the calls of this flow. */
  standingStill(flow: FlowControl): FlowControl {
    return {
      ...flow,
      run: (budget, call, scope, mayLeave) =>
        flow.run(budget, (signal) => this.#during(call, signal), scope, mayLeave),
    };
  }

  /** Lets time pass whatever is in progress, such as a request that the server does not respond to. */
  elapse(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) this.#fire(next);
    this.#now = end;
  }

  async #during<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
    this.#inProgress += 1;
    try {
      return await call(signal);
    } finally {
      this.#inProgress -= 1;
      this.#goOn();
    }
  }

  #goOn(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    void this.#fireWhenIdle();
  }

  async #fireWhenIdle(): Promise<void> {
    // What follows from a response, or from another timer, comes first.
    await settle();
    await settle();
    this.#isWaiting = false;
    const next = this.#next();
    if (next === undefined || (this.#inProgress > 0 && next.at > this.#now)) return;
    this.#fire(next);
    this.#goOn();
  }

  #next(): Timer | undefined {
    return [...this.#timers].toSorted((one, other) => one.at - other.at)[0];
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#now = timer.at;
    timer.callback();
  }
}
