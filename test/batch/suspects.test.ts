import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Attempts } from '../../src/batch/attempts.ts';
import { type AttemptTools, readAttempt } from '../../src/batch/read-attempt.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { HostGoneError, TransientError } from '../../src/contract/errors.ts';
import { StorageError } from '../../src/files/storage-error.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import type { ImageContent } from '../../src/ocr/engine.ts';
import type { Reading } from '../../src/ocr/reading.ts';
import { withStoredReadings } from '../../src/ocr/stored/stored-readings.ts';
import { logStore } from '../../src/store/log-store.ts';
import { noStore, type ReadingStore } from '../../src/store/reading-store.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Read = (image: ImageContent, kill: () => Promise<never>) => Promise<Reading>;

/** The processes of one node, one after the other; a killed one stores nothing more. */
class Node {
  readonly #folder: string | null;
  readonly #stores: ReadingStore[] = [];
  /** The images that were read, each as often as it was. */
  readonly finished: string[] = [];

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** What an attempt of a new process came to: the outcome of each image, or why there is none. */
  async attempt(
    paths: readonly string[],
    read: Read,
    { concurrency = 3, load, host }: Partial<Options> = {},
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
          this.finished.push(image.key);
          return reading;
        }, neverEnding()),
    };
    const tools: AttemptTools = {
      engine: withStoredReadings(engine, store, ['test']),
      load: load ?? ((item) => Promise.resolve({ ...contentOf(item), sha256: item.key })),
      slots: { images: createSlots(concurrency), bytes: new ByteBudget(1e6), items: createSlots(1000) },
      suspects: new Suspects(store, 'run', silentLogger),
      watch: new RejectionWatch(),
      attempts: new Attempts({ folder: null, runId: 'run', maxAttempts: 3, clock: systemClock, store }),
      now: () => 0,
    };
    const outcomes = readAttempt(itemsOf(paths), tools, neverEnding(host)).then(
      (all) => all.map((outcome) => (outcome.kind === 'failed' ? outcome.error.code : outcome.kind)),
      (error: unknown) => (error instanceof TransientError ? error.code : Promise.reject(error as Error)),
    );
    return Promise.race([outcomes, killed]);
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

async function startNode(): Promise<Node> {
  const node = new Node(await temporaryFolder());
  onTestFinished(() => node.close());
  return node;
}

interface Options {
  readonly concurrency: number;
  readonly load: AttemptTools['load'];
  readonly host: AbortSignal;
}

const pathsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `/in/${index}`);

describe('an image that ends its process whenever it is read', () => {
  it('fails alone in the third attempt at the latest, and nothing that was read is read again', async () => {
    const anImage = fc.record({ turns: fc.nat(3), culprit: fc.constant<boolean>(false) });
    const aMiniBatch = fc
      .tuple(fc.array(anImage, { maxLength: 8 }), anImage, fc.array(anImage, { maxLength: 8 }))
      .map(([before, image, after]) => before.concat({ ...image, culprit: true }, after));
    await fc.assert(
      fc.asyncProperty(aMiniBatch, fc.integer({ min: 1, max: 6 }), async (images, concurrency) => {
        const node = await startNode();
        const read: Read = async ({ key }, kill) => {
          const { turns, culprit } = images[Number(key.split('/').at(-1))] ?? { turns: 0, culprit: false };
          for (let turn = 0; turn < turns; turn += 1) await setImmediate();
          if (culprit) return kill();
          return readingOf(key);
        };
        const attempts: (string | string[])[] = [];
        do attempts.push(await node.attempt(pathsOf(images.length), read, { concurrency }));
        while (attempts.at(-1) === 'killed' && attempts.length < 3);
        expect(attempts.at(-1)).toEqual(images.map(({ culprit }) => (culprit ? 'process_ended' : 'read')));
        expect(attempts).toHaveLength(3);
        // What was in work at the first death may have been read, and not stored yet.
        expect(node.finished.length - new Set(node.finished).size).toBeLessThan(concurrency);
      }),
      { numRuns: 25 },
    );
  });

  it('is read after all others and alone in the second attempt', async () => {
    const node = await startNode();
    const attempt = async (): Promise<string[]> => {
      const log: string[] = [];
      let inWork = 0;
      const read: Read = async ({ key }, kill) => {
        inWork += 1;
        log.push(`${key} ${inWork}`);
        await setImmediate();
        inWork -= 1;
        return key === '/in/1' ? kill() : readingOf(key);
      };
      expect(await node.attempt(pathsOf(6), read, { concurrency: 2 })).toBe('killed');
      return log;
    };
    expect(await attempt()).toContain('/in/1 2');
    const second = await attempt();
    expect(second.at(-1)).toBe('/in/1 1');
  });
});

describe('innocent images', () => {
  it('are read when their process was killed for another reason', async () => {
    const node = await startNode();
    expect(await node.attempt(pathsOf(4), (_, kill) => kill())).toBe('killed');
    const read: Read = ({ key }) => Promise.resolve(readingOf(key));
    expect(await node.attempt(pathsOf(4), read)).toEqual(['read', 'read', 'read', 'read']);
    expect(await node.attempt(pathsOf(2), (_, kill) => kill())).toEqual(['read', 'read']);
  });

  it('are not suspected after an attempt that was raised', async () => {
    const node = await startNode();
    const raise: Read = () => Promise.reject(new TransientError('run_timeout', 'no time'));
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect(await node.attempt(pathsOf(2), raise)).toBe('run_timeout');
    }
    expect(await node.attempt(pathsOf(2), ({ key }) => Promise.resolve(readingOf(key)))).toEqual([
      'read',
      'read',
    ]);
  });

  it('that are in a mini-batch twice are read twice', async () => {
    const node = await startNode();
    const paths = ['/in/0', '/in/0', '/in/0', '/in/0'];
    const read: Read = ({ key }) => Promise.resolve(readingOf(key));
    expect(await node.attempt(paths, read)).toEqual(['read', 'read', 'read', 'read']);
  });
});

it('an image during which the host gives up the process is a suspect', async () => {
  const node = await startNode();
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const host = new AbortController();
    const stopping: Read = () => {
      host.abort(new HostGoneError());
      return Promise.reject(new HostGoneError());
    };
    expect(await node.attempt(['/in/0'], stopping, { host: host.signal })).toBe('host_gone');
  }
  expect(await node.attempt(['/in/0'], () => Promise.resolve(readingOf()))).toEqual(['process_ended']);
});

it('without a store no image is suspected', async () => {
  const node = new Node(null);
  const read: Read = (_, kill) => kill();
  for (let attempt = 1; attempt <= 3; attempt += 1)
    expect(await node.attempt(['/in/0'], read)).toBe('killed');
});

it('attempts whose process was killed count where storage fails', async () => {
  const node = await startNode();
  const killing: Read = ({ key }, kill) => (key === '/in/0' ? kill() : Promise.resolve(readingOf(key)));
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    expect(await node.attempt(['/in/0', '/in/1'], killing, { concurrency: 1 })).toBe('killed');
  }
  const load: AttemptTools['load'] = (item) =>
    item.key === '/in/1'
      ? Promise.reject(new StorageError('"/in/1" cannot be read: EIO.'))
      : Promise.resolve(contentOf(item));
  const last = await node.attempt(['/in/0', '/in/1'], () => Promise.resolve(readingOf()), { load });
  expect(last).toEqual(['process_ended', 'read_error']);
});
