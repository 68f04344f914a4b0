import { setTimeout as sleep } from 'node:timers/promises';

export async function until(condition: () => boolean, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not so after ${timeoutMs} ms: ${String(condition)}`);
    await sleep(10);
  }
}
