import { setTimeout as sleep } from 'node:timers/promises';
import { threadId, workerData } from 'node:worker_threads';

/** A thread that is slow on certain images, for the tests of the time limit: `slow` can be stopped, `stuck` cannot. */
export default async function response(task) {
  const text = Buffer.from(task.bytes).toString();
  const cancelled = new Int32Array(task.cancelled);
  if (text === 'slow') {
    while (Atomics.load(cancelled, 0) === 0) await sleep(1);
    return { kind: 'cancelled' };
  }
  if (text.startsWith('stuck')) {
    // As native code does: inside the gate, and deaf.
    const [, inside] = [0, 1];
    const gate = new Int32Array(workerData.gate.memory);
    Atomics.add(gate, inside, 1);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    Atomics.sub(gate, inside, 1);
  }
  return { kind: 'reading', reading: { model: `thread ${threadId}`, pages: [] } };
}
