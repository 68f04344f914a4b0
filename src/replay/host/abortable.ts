/** Waits for the promise, or rejects with the signal's reason as soon as that is aborted. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  signal.throwIfAborted();
  const stopListening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true, signal: stopListening.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stopListening.abort();
  }
}
