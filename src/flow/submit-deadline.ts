import type { FlowControl } from './flow-control.ts';
import { RunTimeoutError } from './run-timeout-error.ts';
import { SlowCalls } from './slow-calls.ts';
import type { TimeScope } from './time-scope.ts';

/** A submit is taken to last so long until a slower one was seen, milliseconds; also for the second poll of an operation. */
const IN_HAND_MS = 500;

/** What a submit still has to wait for, milliseconds after its turn. */
export interface ReadingTime {
  /** Of this image. */
  readonly ownMs: number;
  /** Of any image, at the least. */
  readonly leastMs: number;
}

/**
 * Keeps an image from being paid for when its result would come too late. Where another attempt goes on with what was
 * submitted, only the response to the submit has to come in time.
 */
export class SubmitDeadline {
  readonly #flow: FlowControl;
  readonly #submits: SlowCalls;

  constructor(flow: FlowControl) {
    this.#flow = flow;
    this.#submits = new SlowCalls(flow.clock, IN_HAND_MS);
  }

  /** Makes a submit, and learns how long it takes. */
  time<T>(submit: () => Promise<T>): Promise<T> {
    return this.#submits.time(submit);
  }

  /** @throws RunTimeoutError when a submit that leaves now ends too late, with its result where that is needed */
  check({ deadline, resumes }: TimeScope, result: ReadingTime | null = null): void {
    if (deadline === Number.POSITIVE_INFINITY) return;
    const leftMs = deadline - this.#flow.clock.now();
    const wait = result === null || resumes() ? { ownMs: 0, leastMs: 0 } : result;
    if (this.#submits.ms + wait.ownMs < leftMs) return;
    throw new RunTimeoutError(
      'The image was not submitted, because its result would have come after the time of its mini-batch.',
      { forAll: this.#submits.ms + wait.leastMs >= leftMs },
    );
  }

  /** When the last polls of this many operations begin, so that all of them leave in time. */
  lastPollAt({ deadline }: TimeScope, operations: number): number {
    return deadline - this.untilPolled(operations, IN_HAND_MS);
  }

  /** How long the result of an image takes when this many operations wait for theirs, this one included. */
  untilPolled(operations: number, firstPollMs: number): number {
    return (1000 * operations) / this.#flow.load('result').rate + firstPollMs;
  }
}
