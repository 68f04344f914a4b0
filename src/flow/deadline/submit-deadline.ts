import type { FlowControl } from '../flow-control.ts';
import { RunTimeoutError } from '../run-timeout-error.ts';
import { SlowCalls } from './slow-calls.ts';
import type { TimeScope } from '../time-scope.ts';

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
  check({ submitBy, deadline, resumes }: TimeScope, result: ReadingTime | null = null): void {
    if (deadline === Number.POSITIVE_INFINITY) return;
    const respondedAt = this.#flow.clock.now() + this.#submits.ms;
    // Half of the time after the last submit is for results that are later than expected.
    const readBy = result === null || resumes() ? Number.POSITIVE_INFINITY : (submitBy + deadline) / 2;
    const { ownMs, leastMs } = result ?? { ownMs: 0, leastMs: 0 };
    if (respondedAt < submitBy && respondedAt + ownMs < readBy) return;
    throw new RunTimeoutError(
      'The image was not submitted, because its result would have come after the time of its mini-batch.',
      { forAll: respondedAt >= submitBy || respondedAt + leastMs >= readBy },
    );
  }

  /**
   * When an operation is polled once more before the time ends: early enough for the polls of so many, its own and those of
   * younger ones; where that was too early, as late as possible. Infinity when that has passed.
   */
  finalPollAt({ deadline }: TimeScope, operations: number): number {
    const now = this.#flow.clock.now();
    const times = [deadline - this.untilPolled(operations, IN_HAND_MS), deadline - IN_HAND_MS];
    return times.find((time) => time > now) ?? Number.POSITIVE_INFINITY;
  }

  /** How long the result of an image takes when this many operations wait for theirs, this one included. */
  untilPolled(operations: number, firstPollMs: number): number {
    return (1000 * operations) / this.#flow.load('result').rate + firstPollMs;
  }
}
