import { setMaxListeners } from 'node:events';

/** The signal of work that cannot be cancelled. */
export const neverAborted: AbortSignal = new AbortController().signal;
// Many tasks may listen to it at once; that is not a leak.
setMaxListeners(0, neverAborted);

/** The reason of an aborted signal as an Error, whatever was passed to `abort()`. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('The work was aborted.', { cause: reason });
}

/**
 * Waits for `promise`; its result is ignored once the signal is aborted.
 * @throws the signal's reason, at once, when it is aborted first
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(reasonOf(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}
