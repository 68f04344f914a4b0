import { Piscina } from 'piscina';
import type { Answer, Task } from './task.ts';

export interface ThreadPool {
  /** Rejects when the thread dies under the task; the pool has a new thread by then. */
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

/** Threads that each hold their own models; a task waits until one is free. */
export function startThreads(threads: number, script: URL, workerData: unknown): ThreadPool {
  const pool = new Piscina<Task, Answer>({
    filename: script.href,
    minThreads: threads,
    maxThreads: threads,
    // A thread that waits on an atomic would not hear the recogniser's own threads.
    atomics: 'disabled',
    workerData,
  });
  // A thread that dies between tasks is replaced; nothing was lost.
  pool.on('error', () => {});
  return { run: (task) => pool.run(task), close: () => pool.destroy() };
}
