/** The most that a late timer is made up for: a bucket that is a quarter of a second deep never notices. */
const MOST_LATE_MS = 50;

/**
 * Spaces requests: one may leave 1/rate seconds after the last. Unused time does not pile up, so there is no burst after a
 * pause. A request that waited for its time and left a little late, as timers are, does not delay the ones after it.
 * In any time τ at most rate · (τ + 50 ms) + 1 requests leave, and without late timers rate · τ + 1.
 */
export class Pacer {
  #sentAt = Number.NEGATIVE_INFINITY;
  /** The time from which intervals are counted: that of the last request, or when it should have left. */
  #base: number;
  #awaited: number | null = null;

  /** @param firstAt the first request leaves no earlier */
  constructor(firstAt: number) {
    this.#base = firstAt;
  }

  /** When the last request left. */
  get sentAt(): number {
    return this.#sentAt;
  }

  /** When the next request may leave; a time that has passed where it may leave now. */
  nextAt(now: number, rate: number, notBefore: number): number {
    const interval = this.#sentAt === Number.NEGATIVE_INFINITY ? 0 : 1000 / rate;
    const at = Math.max(this.#base + interval, notBefore);
    if (at > now) this.#awaited = at;
    return at;
  }

  /** @returns whether pacing, not a lack of work, decided when it left */
  send(now: number, rate: number): boolean {
    const interval = 1000 / rate;
    const late = now - (this.#awaited ?? this.#catchesUpFrom(now, interval));
    const wasAwaited = late <= MOST_LATE_MS;
    const limited = wasAwaited || now - this.#sentAt <= 1.5 * interval;
    this.#base = wasAwaited ? now - Math.max(0, late) : now;
    this.#sentAt = now;
    this.#awaited = null;
    return limited;
  }

  /** When a request should have left that follows a late one sooner than the interval; none of the others is late. */
  #catchesUpFrom(now: number, interval: number): number {
    return now - this.#sentAt < interval ? this.#base + interval : Number.NEGATIVE_INFINITY;
  }
}
