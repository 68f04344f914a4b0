import { setTimeout as sleep } from 'node:timers/promises';
import { createSlots } from '../../flow/slots.ts';
import { type OcrThread, startThread } from './ocr-thread.ts';
import type { ThreadReply, Task } from './task.ts';

/** A thread that works for one image until it is given back. */
export interface TakenThread {
  /** Rejects when the thread dies under the task; there is a new one by then. */
  run(task: Task): Promise<ThreadReply>;
  /** A thread that still works is given to another image when it has stopped; one that does not stop is replaced. */
  giveBack(): void;
}

export interface ThreadPool {
  /**
   * Waits until a thread is free.
   *
   * @throws the signal's reason, at once, when it is aborted before
   */
  take(signal: AbortSignal): Promise<TakenThread>;
  /** Waits only for the current call of the native code. */
  close(): Promise<void>;
}

/** Longer than any call of the native code; after it the threads are terminated, even if that aborts the process. */
const CALL_LIMIT_MS = 10_000;

/**
 * Threads that each hold their own models, started when there is work for them.
 *
 * @param stopMs a thread that works for so long after it was given back is replaced
 */
export function startThreads(
  threads: number,
  script: URL,
  settings: unknown,
  stopMs = CALL_LIMIT_MS,
): ThreadPool {
  const slots = createSlots(threads);
  const all = new Set<OcrThread>();
  const free: OcrThread[] = [];

  const whenProcessExits = (): void => {
    const end = performance.now() + CALL_LIMIT_MS;
    for (const thread of all) thread.stopNow(Math.max(0, end - performance.now()));
  };
  process.once('exit', whenProcessExits);

  const start = (): OcrThread => {
    const thread = startThread(script, settings);
    all.add(thread);
    return thread;
  };

  /** It ends when its native code returns, however long that takes; the next task has a new one. */
  const giveUp = (thread: OcrThread): void => {
    void thread.close(Number.POSITIVE_INFINITY).finally(() => all.delete(thread));
  };

  return {
    async take(signal) {
      const slot = await slots.take(signal);
      const thread = free.pop() ?? start();
      let work: Promise<unknown> = Promise.resolve();
      return {
        run(task) {
          const reply = thread.run(task);
          work = reply.catch(() => {});
          return reply;
        },
        giveBack() {
          void stopsWithin(work, stopMs).then((hasStopped) => {
            if (hasStopped) free.push(thread);
            else giveUp(thread);
            return slot();
          });
        },
      };
    },
    async close() {
      await Promise.all([...all].map((thread) => thread.close(CALL_LIMIT_MS)));
      process.off('exit', whenProcessExits);
    },
  };
}

async function stopsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const limit = new AbortController();
  const late = sleep(ms, false, { signal: limit.signal, ref: false }).catch(() => false);
  const hasStopped = await Promise.race([work.then(() => true), late]);
  limit.abort();
  return hasStopped;
}
