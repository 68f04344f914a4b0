import { orAborted } from '../../flow/abort.ts';

/**
 * Runs a job that a thread works on: the job sees a shared 32-bit flag that is not 0 once the signal is aborted, so
 * that the thread can stop.
 * @throws the signal's reason, at once
 */
export async function withCancellation<T>(
  signal: AbortSignal,
  job: (cancelled: SharedArrayBuffer) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const cancelled = new SharedArrayBuffer(4);
  const cancel = (): void => void Atomics.store(new Int32Array(cancelled), 0, 1);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await orAborted(job(cancelled), signal);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
