import { setMaxListeners } from 'node:events';

/** The signal of work that nobody ends from outside. */
export const neverAborted: AbortSignal = new AbortController().signal;
// Any number of pieces of work may listen to it at once; that is no leak.
setMaxListeners(0, neverAborted);

/** The reason of an aborted signal as an Error, whatever was passed to `abort()`. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('The work was aborted.', { cause: reason });
}

/**
 * Waits for `promise`; what it does after the signal was aborted is ignored.
 * @throws the signal's reason, at once, when it is aborted first
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(reasonOf(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
