/** Runs an action that is aborted with `timeoutError` after a time, or with the reason of `signal`. */
export async function withTimeLimit<T>(
  milliseconds: number,
  timeoutError: () => Error,
  signal: AbortSignal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(timeoutError()), milliseconds);
  try {
    return await action(AbortSignal.any([timeout.signal, signal]));
  } finally {
    clearTimeout(timer);
  }
}
