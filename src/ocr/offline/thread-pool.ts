import { setTimeout as sleep } from 'node:timers/promises';
import { Piscina } from 'piscina';
import { newGate, shutGate, shutGateNow, type NativeGate } from './native-gate.ts';
import type { ThreadReply, Task } from './task.ts';

export interface ThreadPool {
  /** Rejects when the thread dies under the task; the pool has a new thread by then. */
  run(task: Task): Promise<ThreadReply>;
  /** Waits only for the current call of the native code. */
  close(): Promise<void>;
}

/** The content of a thread's `workerData`. */
export interface ThreadData<T> {
  readonly settings: T;
  readonly gate: NativeGate;
}

/** Longer than any call of the native code; after it the threads are terminated, even if that aborts the process. */
const CALL_LIMIT_MS = 10_000;
const POLL_MS = 5;

/** Threads that each hold their own models; a task waits until one is free. */
export function startThreads(threads: number, script: URL, settings: unknown): ThreadPool {
  const gate = newGate();
  const pool = new Piscina<Task, ThreadReply>({
    filename: script.href,
    minThreads: threads,
    maxThreads: threads,
    // A thread that waits on an atomic would receive no messages from the recogniser's own threads.
    atomics: 'disabled',
    workerData: { settings, gate } satisfies ThreadData<unknown>,
  });
  // A thread that dies between tasks is replaced; no task is lost.
  pool.on('error', () => {});
  const whenProcessExits = (): void => shutGateNow(gate, CALL_LIMIT_MS);
  process.once('exit', whenProcessExits);
  return {
    run: (task) => pool.run(task),
    async close() {
      const end = performance.now() + CALL_LIMIT_MS;
      while (!shutGate(gate) && performance.now() < end) await sleep(POLL_MS);
      await pool.destroy();
      process.off('exit', whenProcessExits);
    },
  };
}
