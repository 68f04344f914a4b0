import type { TimeScope } from '../../../flow/time-scope.ts';
import type { End, Operation, OperationOptions } from '../operation.ts';
import { type PolledOperation, pollWhenDue } from './poll-when-due.ts';

/** Polls an operation, first when a result is likely, then less and less often. */
export async function pollUntilEnd<T>(
  operation: Operation<T>,
  polled: PolledOperation,
  options: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  const { flow, ages, allSubmitted, memory } = options;
  const { acceptedAt, pollClass } = polled;
  let dueAgeMs: number | null = null;
  for (;;) {
    const { progress, sentAt } = await pollWhenDue(operation, polled, dueAgeMs, options, scope);
    ages.note(pollClass, sentAt - acceptedAt, progress.state !== 'running', dueAgeMs === null);
    if (progress.state === 'failed') memory.forget();
    if (progress.state !== 'running') return progress;
    const ageMs = flow.clock.now() - acceptedAt;
    dueAgeMs = Math.max(ages.next(ageMs, allSubmitted()), ageMs + (progress.retryAfterMs ?? 0));
  }
}
