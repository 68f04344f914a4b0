import { reasonOf } from '../abort.ts';
import type { Clock } from '../clock.ts';
import type { TimeScope } from '../time-scope.ts';

/** Runs `work` with signals that are also aborted at the times of its scope. */
export async function withinDeadline<T>(
  clock: Clock,
  outer: TimeScope,
  error: () => Error,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  if (outer.deadline === Number.POSITIVE_INFINITY) return work(outer);
  const inner = new AbortController();
  const closing = new AbortController();
  const end = (reason: Error): void => {
    inner.abort(reason);
    closing.abort(reason);
  };
  const onAbort = (): void => end(reasonOf(outer.signal));
  if (outer.signal.aborted) onAbort();
  outer.signal.addEventListener('abort', onAbort);
  const now = clock.now();
  const cancelClosing = clock.after(outer.submitBy - now, () => closing.abort(error()));
  const cancelEnd = clock.after(outer.deadline - now, () => end(error()));
  const { signal } = inner;
  try {
    return await work({ ...outer, signal, closing: closing.signal, leaving: signal });
  } finally {
    cancelClosing();
    cancelEnd();
    outer.signal.removeEventListener('abort', onAbort);
  }
}
