import pLimit from 'p-limit';

/** Runs at most a fixed number of tasks at once, in order of arrival. */
export interface Limiter {
  /** @throws the signal's reason, at once, when it is aborted before the task's turn */
  run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** @throws RangeError when `bound` is not a whole number of at least 1 */
export function createLimiter(bound: number): Limiter {
  if (!Number.isSafeInteger(bound) || bound < 1) {
    throw new RangeError(`The bound of a limiter is ${bound}: give a whole number of at least 1.`);
  }
  const limit = pLimit(bound);
  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leave = (): void => reject(signal.reason);
        signal.addEventListener('abort', leave, { once: true });
        limit(async () => {
          signal.removeEventListener('abort', leave);
          signal.throwIfAborted();
          return task();
        }).then(resolve, reject);
      }),
  };
}
