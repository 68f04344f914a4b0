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
  readonly #fresh: AsyncIterator<QueuedTask>;
  readonly #returned: QueuedTask[] = [];
  readonly #takers: ((task: QueuedTask | undefined) => void)[] = [];
  readonly #closed = new AbortController();
  #unsettled: number;

  /** @param count how many tasks there are */
  constructor(tasks: AsyncIterable<QueuedTask>, count: number) {
    this.#fresh = tasks[Symbol.asyncIterator]();
    this.#unsettled = count;
    if (count === 0) this.close();
  }

  /** Aborted when no task will ever be handed out again. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async take(): Promise<QueuedTask | undefined> {
    if (this.#closed.signal.aborted) return undefined;
    const fresh = await this.#fresh.next();
    if (this.#closed.signal.aborted) return undefined;
    if (fresh.done !== true) return fresh.value;
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
    void this.#fresh.return?.();
    for (const resolve of this.#takers.splice(0)) resolve(undefined);
  }
}
