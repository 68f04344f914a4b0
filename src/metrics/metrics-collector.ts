import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { channelName, type EventName } from './channels.ts';
import { addTree, type CountTree } from './count-tree.ts';
import { FOLDS } from './fold-event.ts';

/**
 * Counts the events of the mini-batches that run in its scope, and no others: those of `init()`, or of another worker in this
 * process. The counts of the process are the sum of those of its mini-batches.
 */
export class MetricsCollector {
  readonly #scope = new AsyncLocalStorage<CountTree>();
  readonly #total: CountTree = {};
  readonly #unsubscribes: (() => void)[] = [];

  constructor() {
    for (const event of Object.keys(FOLDS) as EventName[]) this.#listen(event);
  }

  /** The counts of the mini-batches that have ended. */
  get total(): CountTree {
    return this.#total;
  }

  /** @param onEnd receives the counts of this mini-batch, which are in the total then, also when `work` raises */
  async miniBatch<T>(work: () => Promise<T>, onEnd: (counts: CountTree) => void): Promise<T> {
    const counts: CountTree = {};
    try {
      return await this.#scope.run(counts, work);
    } finally {
      addTree(this.#total, counts);
      onEnd(counts);
    }
  }

  close(): void {
    for (const leave of this.#unsubscribes.splice(0)) leave();
    this.#scope.disable();
  }

  #listen(event: EventName): void {
    const fold = FOLDS[event] as (counts: CountTree, message: unknown) => void;
    const onMessage = (message: unknown): void => {
      const counts = this.#scope.getStore();
      if (counts !== undefined) fold(counts, message);
    };
    subscribe(channelName(event), onMessage);
    this.#unsubscribes.push(() => unsubscribe(channelName(event), onMessage));
  }
}
