import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the client disconnects or the server closes, at most `seconds`. */
export async function holdConnection(seconds: number | undefined, signal: AbortSignal): Promise<void> {
  try {
    await sleep(seconds === undefined ? 2 ** 31 - 1 : seconds * 1000, undefined, { signal });
  } catch {
    // The client disconnected, or the server is closing.
  }
}
