import { ItemError } from '../contract/errors.ts';
import type { Item } from '../images/item.ts';
import type { Logger } from '../logging/logger.ts';
import type { ReadingStore, StoreKey } from '../store/reading-store.ts';
import { storeKey } from '../store/store-key.ts';
import { imageOfItem } from './image-of-item.ts';

/** One process may have ended for a reason of its own; the second ended while it read the image alone. */
const MOST_DEATHS = 2;

export type AttemptStore = Pick<ReadingStore, 'openAttempts' | 'beginAttempt' | 'endAttempts'>;

/** In which order a mini-batch is read. */
export interface Triage {
  readonly first: readonly Item[];
  /** After all others, one at a time. */
  readonly alone: readonly Item[];
  readonly givenUp: readonly { readonly item: Item; readonly error: ItemError }[];
}

/**
 * Finds the image that ends its process, by a crash of a decoder or by the memory that it takes, or makes it hang until it is ended. An attempt is noted in the
 * store before a file is read, and its end when the file has left memory. A process that is killed leaves the attempts that
 * were in progress: most of these images are innocent. So they are read last and alone, and the one that ends a second
 * process is given up.
 */
export class Suspects {
  readonly #store: AttemptStore;
  readonly #runId: string;
  readonly #logger: Logger;

  /** @param runId the same in all processes of the run; a store may serve several runs */
  constructor(store: AttemptStore, runId: string, logger: Logger) {
    this.#store = store;
    this.#runId = runId;
    this.#logger = logger;
  }

  triage(items: readonly Item[]): Triage {
    const deaths = new Map(items.map((item) => [item, this.#store.openAttempts(this.#keyOf(item))]));
    const having = (test: (count: number) => boolean): Item[] =>
      items.filter((item) => test(deaths.get(item) ?? 0));
    const alone = having((count) => count > 0 && count < MOST_DEATHS);
    if (alone.length > 0) {
      const files = alone.map(({ key }) => key).join(', ');
      this.#logger.warning('A process ended while it read these images; they are read last and alone', {
        files,
      });
    }
    return {
      first: having((count) => count === 0),
      alone,
      givenUp: having((count) => count >= MOST_DEATHS).map((item) => ({ item, error: processEnded() })),
    };
  }

  /**
   * Notes that a file is about to be read.
   *
   * @returns notes that it has left memory; a second call does nothing
   */
  begin(item: Item): () => void {
    const key = this.#keyOf(item);
    let open = true;
    this.#store.beginAttempt(key);
    return () => {
      if (open) this.#store.endAttempts(key, 1);
      open = false;
    };
  }

  /** The image has its outcome: no earlier attempt counts any more. */
  settle(item: Item): void {
    const key = this.#keyOf(item);
    const open = this.#store.openAttempts(key);
    if (open > 0) this.#store.endAttempts(key, open);
  }

  #keyOf(item: Item): StoreKey {
    return storeKey(['attempt at an image', this.#runId, imageOfItem(item)]);
  }
}

function processEnded(): ItemError {
  return new ItemError(
    'process_ended',
    `The process ended ${MOST_DEATHS} times while it read this image, the second time while it read nothing else. ` +
      'The image may need more memory than the node has, or crash a decoder, or make it hang. Convert it to a plain PNG or JPEG, make it smaller, ' +
      'or give each process more memory by a lower process_count_per_node.',
  );
}
