import { reasonOf } from './abort.ts';
import type { Clock } from './clock.ts';
import type { TimeScope } from './time-scope.ts';

/** Runs `work` with a signal that is also aborted at the deadline of its scope. */
export async function withinDeadline<T>(
  clock: Clock,
  outer: TimeScope,
  error: () => Error,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  if (outer.deadline === Number.POSITIVE_INFINITY) return work(outer);
  const inner = new AbortController();
  const onAbort = (): void => inner.abort(reasonOf(outer.signal));
  if (outer.signal.aborted) onAbort();
  outer.signal.addEventListener('abort', onAbort, { once: true });
  const cancel = clock.after(outer.deadline - clock.now(), () => inner.abort(error()));
  try {
    return await work({ ...outer, signal: inner.signal });
  } finally {
    cancel();
    outer.signal.removeEventListener('abort', onAbort);
  }
}
