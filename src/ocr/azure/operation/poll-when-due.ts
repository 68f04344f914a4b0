import { TransientError } from '../../../contract/errors.ts';
import type { PollClass } from '../../../flow/polling/poll-ages.ts';
import { sleep } from '../../../flow/sleep.ts';
import type { TimeScope } from '../../../flow/time-scope.ts';
import type { Operation, OperationOptions, Progress } from '../operation.ts';
import { ServiceSetupError } from '../service-errors.ts';

/** An operation that the service works on. */
export interface PolledOperation {
  readonly id: string;
  /** When the service accepted the image, in terms of the flow's clock. */
  readonly acceptedAt: number;
  /** The least age of the first poll, as the service says, milliseconds. */
  readonly notBeforeMs: number;
  readonly pollClass: PollClass;
}

/** The time of the final poll is not reckoned anew so shortly before it, milliseconds. */
const RECKONED_MS = 250;

/** Other operations have shown meanwhile that it is too early for a poll. */
class NotDueError extends Error {}

/**
 * Waits until a poll is due, and polls.
 *
 * @param dueAgeMs null for the first poll, which is due when a result is likely
 * @returns the progress, and when the poll left
 */
export async function pollWhenDue<T>(
  operation: Operation<T>,
  { id, acceptedAt, notBeforeMs, pollClass }: PolledOperation,
  dueAgeMs: number | null,
  { flow, service, ages, submits, waiting }: OperationOptions,
  scope: TimeScope,
): Promise<{ readonly progress: Progress<T>; readonly sentAt: number }> {
  const { clock } = flow;
  const dueAt = (): number => acceptedAt + (dueAgeMs ?? Math.max(ages.first(pollClass), notBeforeMs));
  // Many operations began together, and the first of them tell whether it is too early for the others.
  const mayBeEarly = dueAgeMs === null;
  for (;;) {
    const expectedAt = dueAt();
    const finalAt = submits.finalPollAt(scope, waiting.countFrom(acceptedAt));
    const isLikely = finalAt - acceptedAt >= ages.first(pollClass) / 2;
    // Before the time ends each operation is polled once more, unless the next attempt does that with more success.
    const isFinal = finalAt < expectedAt && (isLikely || !scope.resumes());
    const waitMs = (isFinal ? finalAt : expectedAt) - clock.now();
    const isNearEnd = waitMs > (scope.deadline - clock.now()) / 4;
    if (isNearEnd && waitMs > RECKONED_MS) {
      // Operations come and go meanwhile, and the time of the final poll moves with their number.
      await sleep(clock, waitMs / 2, scope.leaving);
      continue;
    }
    await sleep(clock, waitMs, scope.leaving);
    let sentAt = clock.now();
    try {
      const progress = await flow.run(
        { service, budget: 'result' },
        (signal) => {
          sentAt = clock.now();
          ages.leaves(pollClass, sentAt - acceptedAt);
          return pollOnce(operation, id, signal);
        },
        scope,
        () => {
          if (mayBeEarly && !isFinal && clock.now() < dueAt()) throw new NotDueError();
        },
      );
      return { progress, sentAt };
    } catch (error) {
      if (!(error instanceof NotDueError)) throw error;
    }
  }
}

/** Polls once. A 404 means that the operation is lost: it has expired, or another replica has it. */
async function pollOnce<T>(operation: Operation<T>, id: string, signal: AbortSignal): Promise<Progress<T>> {
  try {
    return await operation.poll(id, signal);
  } catch (error) {
    if (!(error instanceof ServiceSetupError) || error.code !== 'not_found') throw error;
    const lost = new TransientError(
      'operation_lost',
      `The service no longer knows the operation. ${error.message}`,
    );
    return { state: 'failed', error: lost, resubmit: true };
  }
}
