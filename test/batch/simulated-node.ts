import { onTestFinished } from 'vitest';
import { Attempts } from '../../src/batch/attempts.ts';
import { type AttemptTools, readAttempt } from '../../src/batch/read-attempt.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { TransientError } from '../../src/contract/errors.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import type { ImageContent } from '../../src/ocr/engine.ts';
import { readingThrough } from '../../src/ocr/reading-through.ts';
import type { Reading } from '../../src/ocr/reading.ts';
import { withStoredReadings } from '../../src/ocr/stored/stored-readings.ts';
import { logStore } from '../../src/store/log-store.ts';
import { noStore, type ReadingStore } from '../../src/store/reading-store.ts';
import { contentOf, itemsOf } from '../support/items.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export type Read = (image: ImageContent, kill: () => Promise<never>) => Promise<Reading>;

/** The processes of one node, one after the other; a killed one stores nothing more. */
export class Node {
  readonly #folder: string | null;
  readonly #stores: ReadingStore[] = [];
  readonly #stored = new Set<string>();
  /** Images that were read although their reading was in the store. */
  readonly readAgain: string[] = [];

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** What an attempt of a new process came to: the outcome of each image, or why there is none. */
  async attempt(
    paths: readonly string[],
    read: Read,
    { concurrency = 3, load, host, goesOn = false }: Partial<Options> = {},
  ): Promise<string[] | string> {
    let kill = (): void => {};
    const killed = new Promise<string>((resolve) => (kill = () => resolve('killed')));
    const live = this.#openStore();
    await live.refresh();
    let isAlive = true;
    const store: ReadingStore = {
      ...live,
      beginAttempt: (key) => void (isAlive && live.beginAttempt(key)),
      endAttempts: (key, count) => void (isAlive && live.endAttempts(key, count)),
      addReading: (key, reading) => (isAlive ? live.addReading(key, reading) : dead),
    };
    const dead = new Promise<never>(() => {});
    const die = (): Promise<never> => {
      isAlive = false;
      kill();
      return dead;
    };
    const engine = {
      name: 'test',
      limits: { formats: [], maxBytes: 1, minSide: 1, maxSide: 1, maxPixels: 1 },
      defaultConcurrency: 1,
      close: () => Promise.resolve(),
      read: (image: ImageContent) =>
        image.withBytes(async () => {
          const reading = await (isAlive ? read(image, die) : dead);
          if (!isAlive) await dead;
          if (this.#stored.has(image.key)) this.readAgain.push(image.key);
          return reading;
        }, neverEnding()),
    };
    const storing = withStoredReadings(engine, store, ['test']);
    const tools: AttemptTools = {
      engine: readingThrough(storing, async (image, scope) => {
        const reading = await storing.read(image, scope);
        if (isAlive) this.#stored.add(image.key);
        return reading;
      }),
      load: load ?? ((item) => Promise.resolve({ ...contentOf(item), sha256: item.key })),
      slots: { images: createSlots(concurrency), bytes: new ByteBudget(1e6), items: createSlots(1000) },
      suspects: new Suspects(store, 'run', silentLogger),
      watch: new RejectionWatch(),
      attempts: new Attempts({ folder: null, runId: 'run', maxAttempts: 3, clock: systemClock, store }),
      now: () => 0,
    };
    const outcomes = readAttempt(itemsOf(paths), tools, neverEnding(host), goesOn).then(
      (all) => all.map((outcome) => (outcome.kind === 'failed' ? outcome.error.code : outcome.kind)),
      (error: unknown) => (error instanceof TransientError ? error.code : Promise.reject(error as Error)),
    );
    return Promise.race([outcomes, killed]);
  }

  /** An attempt of a host that starts another process, which goes on, whenever one was killed. */
  async attemptInProcesses(
    paths: readonly string[],
    read: Read,
    options: Partial<Options> = {},
  ): Promise<{ readonly outcomes: string[] | string; readonly processes: number }> {
    for (let processes = 1; ; processes += 1) {
      const outcomes = await this.attempt(paths, read, { ...options, goesOn: processes > 1 });
      if (outcomes !== 'killed') return { outcomes, processes };
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#stores.map((store) => store.close()));
  }

  #openStore(): ReadingStore {
    if (this.#folder === null) return noStore;
    const owner = `process-${this.#stores.length}`;
    const store = logStore({ folder: this.#folder, owner, now: () => 0, onFailure: () => {} });
    this.#stores.push(store);
    return store;
  }
}

export async function startNode(): Promise<Node> {
  const node = new Node(await temporaryFolder());
  onTestFinished(() => node.close());
  return node;
}

export interface Options {
  readonly concurrency: number;
  readonly load: AttemptTools['load'];
  readonly host: AbortSignal;
  readonly goesOn: boolean;
}
