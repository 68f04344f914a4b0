/** Enough for the longest estimate; older times are dropped. */
const MOST_TIMES = 3000;

/** The requests that a service accepted since it last rejected one for its rate. */
export class AcceptedRun {
  #times: number[] = [];
  #count = 0;
  #startedAt: number;
  #limitedMs = 0;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  get count(): number {
    return this.#count;
  }

  get startedAt(): number {
    return this.#startedAt;
  }

  /** How long our own pacing, not a lack of work, decided when requests left; in milliseconds. */
  get limitedMs(): number {
    return this.#limitedMs;
  }

  accept(now: number): void {
    this.#count += 1;
    this.#times.push(now);
    if (this.#times.length > 2 * MOST_TIMES) this.#times = this.#times.slice(-MOST_TIMES);
  }

  addLimited(ms: number): void {
    this.#limitedMs += ms;
  }

  /**
   * The rate of a token bucket that has just run empty, in requests per second. A bucket of rate C and depth C·R passes at
   * most C·(τ+R) requests in any τ, and exactly that many when it was full before; so the largest quotient is C.
   * A client that is one of many gets its own share of it, less the rarer the rejections.
   *
   * @param depthMs R, the time in which the empty bucket fills
   */
  estimate(now: number, depthMs: number): number {
    const count = this.#times.length;
    const least = 1 / (now - this.#startedAt + depthMs);
    const quotients = this.#times.map((time, index) => (count - index) / (now - time + depthMs));
    return 1000 * quotients.reduce((most, quotient) => Math.max(most, quotient), least);
  }
}
