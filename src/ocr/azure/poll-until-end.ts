import { TransientError } from '../../contract/errors.ts';
import type { PollClass } from '../../flow/polling/poll-ages.ts';
import { sleep } from '../../flow/sleep.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { End, Operation, OperationOptions, Progress } from './operation.ts';
import { ServiceSetupError } from './service-errors.ts';

/** An operation that the service works on. */
export interface PolledOperation {
  readonly id: string;
  /** When the service accepted the image, in terms of the flow's clock. */
  readonly acceptedAt: number;
  /** The age at which it is polled first, milliseconds. */
  readonly firstAgeMs: number;
  /** What the first poll teaches something about; null where the age is not known. */
  readonly learn: PollClass | null;
}

/** Polls an operation, first when a result is likely, then less and less often. */
export async function pollUntilEnd<T>(
  operation: Operation<T>,
  { id, acceptedAt, firstAgeMs, learn }: PolledOperation,
  { flow, service, ages, submits, waiting, allSubmitted, memory }: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  const { clock } = flow;
  let teaches = learn;
  for (let dueAgeMs = firstAgeMs; ;) {
    // Each operation is polled once more before the time ends.
    const lastAt = submits.lastPollAt(scope, waiting());
    const dueAt = acceptedAt + dueAgeMs;
    await sleep(clock, (clock.now() < lastAt ? Math.min(dueAt, lastAt) : dueAt) - clock.now(), scope.signal);
    let sentAgeMs = dueAgeMs;
    const progress = await flow.run(
      { service, budget: 'result' },
      (signal) => {
        sentAgeMs = clock.now() - acceptedAt;
        return pollOnce(operation, id, signal);
      },
      scope,
    );
    if (teaches !== null) ages.noteFirst(teaches, sentAgeMs, progress.state !== 'running');
    teaches = null;
    if (progress.state === 'failed') memory.forget();
    if (progress.state !== 'running') return progress;
    const ageMs = clock.now() - acceptedAt;
    dueAgeMs = Math.max(ages.next(ageMs, allSubmitted()), ageMs + (progress.retryAfterMs ?? 0));
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
