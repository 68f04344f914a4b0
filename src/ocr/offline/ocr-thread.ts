import { setTimeout as sleep } from 'node:timers/promises';
import { Piscina } from 'piscina';
import { newGate, shutGate, shutGateNow, type NativeGate } from './native-gate.ts';
import type { ThreadReply, Task } from './task.ts';

/** The content of a thread's `workerData`. */
export interface ThreadData<T> {
  readonly settings: T;
  readonly gate: NativeGate;
}

/** One thread, which holds its own models and does one task at a time. */
export interface OcrThread {
  /** Rejects when the thread dies under the task; it has been replaced by then. */
  run(task: Task): Promise<ThreadReply>;
  /**
   * Ends the thread once its native code has returned: ending it before would crash the process.
   *
   * @param limitMs after so long it is ended even if that crashes the process
   */
  close(limitMs: number): Promise<void>;
  /** Blocks until no native code runs, at most until `limitMs` have passed: the process is about to exit. */
  stopNow(limitMs: number): void;
}

const POLL_MS = 5;

export function startThread(script: URL, settings: unknown): OcrThread {
  const gate = newGate();
  const pool = new Piscina<Task, ThreadReply>({
    filename: script.href,
    minThreads: 1,
    maxThreads: 1,
    // A thread that waits on an atomic would receive no messages from the recogniser's own threads.
    atomics: 'disabled',
    workerData: { settings, gate } satisfies ThreadData<unknown>,
  });
  // A thread that dies between tasks is replaced; no task is lost.
  pool.on('error', () => {});
  return {
    run: (task) => pool.run(task),
    async close(limitMs) {
      const end = performance.now() + limitMs;
      while (!shutGate(gate) && performance.now() < end) await sleep(POLL_MS);
      await pool.destroy();
    },
    stopNow: (limitMs) => shutGateNow(gate, limitMs),
  };
}
