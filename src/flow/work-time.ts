import { orAborted, reasonOf } from './abort.ts';
import type { Clock } from './clock.ts';
import type { TimeLimit } from './time-limit.ts';
import type { TimeScope } from './time-scope.ts';

/** The errors of work that runs out of time. */
export interface WorkTime extends TimeLimit {
  /** The error when the deadline of the outer scope comes first. */
  readonly deadlineError: () => Error;
}

/**
 * Runs `work` with a time limit of its own that stands still while it is idle, and with the deadline of the outer scope.
 *
 * @throws the error of the limit or of the deadline, or the outer signal's reason at once when that is aborted
 */
export async function withWorkTime<T>(
  clock: Clock,
  time: WorkTime,
  outer: TimeScope,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  outer.signal.throwIfAborted();
  const inner = new AbortController();
  const watch = new Stopwatch(clock, time, outer.deadline, (error) => inner.abort(error));
  const onAbort = (): void => inner.abort(reasonOf(outer.signal));
  outer.signal.addEventListener('abort', onAbort);
  const scope: TimeScope = {
    signal: inner.signal,
    deadline: outer.deadline,
    submitBy: outer.submitBy,
    closing: AbortSignal.any([inner.signal, outer.closing]),
    leaving: AbortSignal.any([inner.signal, outer.leaving]),
    resumes: outer.resumes,
    get endsAt() {
      return watch.endsAt;
    },
    async idle(wait) {
      watch.stop();
      try {
        return await outer.idle(wait);
      } finally {
        watch.start();
      }
    },
  };
  watch.start();
  try {
    return await orAborted(work(scope), inner.signal);
  } finally {
    watch.end();
    outer.signal.removeEventListener('abort', onAbort);
  }
}

/** Counts the time of the work; one timer for what ends first. */
class Stopwatch {
  readonly #clock: Clock;
  readonly #time: WorkTime;
  readonly #deadline: number;
  readonly #onEnd: (error: Error) => void;
  #left: number;
  #startedAt: number | null = null;
  #ended = false;
  #cancel = (): void => {};

  constructor(clock: Clock, time: WorkTime, deadline: number, onEnd: (error: Error) => void) {
    this.#clock = clock;
    this.#time = time;
    this.#deadline = deadline;
    this.#onEnd = onEnd;
    this.#left = time.ms;
  }

  get endsAt(): number {
    return Math.min(this.#deadline, (this.#startedAt ?? this.#clock.now()) + this.#left);
  }

  start(): void {
    if (this.#ended) return;
    this.#startedAt = this.#clock.now();
    const { endsAt } = this;
    const error = endsAt < this.#deadline ? this.#time.error : this.#time.deadlineError;
    this.#endAt(endsAt, error);
  }

  stop(): void {
    if (this.#ended || this.#startedAt === null) return;
    this.#left -= this.#clock.now() - this.#startedAt;
    this.#startedAt = null;
    this.#endAt(this.#deadline, this.#time.deadlineError);
  }

  end(): void {
    this.#ended = true;
    this.#cancel();
  }

  #endAt(time: number, error: () => Error): void {
    this.#cancel();
    this.#cancel =
      time === Number.POSITIVE_INFINITY
        ? () => {}
        : this.#clock.after(time - this.#clock.now(), () => this.#onEnd(error()));
  }
}
