/** The source of time in this room; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970 that never run backwards. */
  now(): number;
  /** Calls back once, `ms` from now. The returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Longer delays make Node's timer fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
