import type { MiniBatchTask } from '../input/split.ts';

/** A mini-batch that waits for a process, and how many attempts at it have failed. */
export interface QueuedTask {
  readonly task: MiniBatchTask;
  readonly attempts: number;
}

/**
 * The mini-batches of a job. A failed one goes back to the end, for any process. A process that finds nothing waits,
 * because another's mini-batch may come back; it gets undefined when all are settled or the queue is closed.
 */
export class TaskQueue {
  readonly #fresh: Iterator<MiniBatchTask>;
  readonly #returned: QueuedTask[] = [];
  readonly #takers: ((task: QueuedTask | undefined) => void)[] = [];
  readonly #closed = new AbortController();
  #unsettled: number;

  constructor(tasks: readonly MiniBatchTask[]) {
    this.#fresh = tasks[Symbol.iterator]();
    this.#unsettled = tasks.length;
  }

  /** Aborted when no task will ever be handed out again. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async take(): Promise<QueuedTask | undefined> {
    if (this.#closed.signal.aborted) return undefined;
    const fresh = this.#fresh.next();
    if (fresh.done !== true) return { task: fresh.value, attempts: 0 };
    const returned = this.#returned.shift();
    if (returned !== undefined) return returned;
    return await new Promise((resolve) => this.#takers.push(resolve));
  }

  putBack(task: QueuedTask): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#returned.push(task);
    else taker(task);
  }

  /** One more task is settled, processed or failed. */
  settle(): void {
    this.#unsettled -= 1;
    if (this.#unsettled === 0) this.close();
  }

  close(): void {
    this.#closed.abort();
    for (const resolve of this.#takers.splice(0)) resolve(undefined);
  }
}
