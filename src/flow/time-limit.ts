import { orAborted, reasonOf } from './abort.ts';
import type { Clock } from './clock.ts';
import { scopeUntil, type TimeScope } from './time-scope.ts';

export interface TimeLimit {
  readonly ms: number;
  /** The error when the time is up. */
  readonly error: () => Error;
}

/**
 * Runs `work` with a signal that is also aborted when the time is up, and rejects at that moment even if `work`
 * ignores its signal.
 * @throws the limit's error, or the outer signal's reason at once when that is aborted
 */
export async function withTimeLimit<T>(
  clock: Clock,
  limit: TimeLimit,
  signal: AbortSignal,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const inner = new AbortController();
  const endsAt = clock.now() + limit.ms;
  const onAbort = (): void => inner.abort(reasonOf(signal));
  signal.addEventListener('abort', onAbort);
  const cancel = clock.after(limit.ms, () => inner.abort(limit.error()));
  try {
    return await orAborted(work(scopeUntil(endsAt, inner.signal)), inner.signal);
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
  }
}
