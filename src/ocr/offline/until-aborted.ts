/**
 * Waits for the job or for the signal, whichever is first. The job sees a shared 32-bit flag that is not 0 once the
 * signal has won, so that a thread can stop working on it.
 * @throws the signal's reason, at once
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  job: (cancelled: SharedArrayBuffer) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const cancelled = new SharedArrayBuffer(4);
  const settled = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => {
      Atomics.store(new Int32Array(cancelled), 0, 1);
      reject(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([job(cancelled), aborted]);
  } finally {
    settled.abort();
  }
}
