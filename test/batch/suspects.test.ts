import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AttemptTools } from '../../src/batch/read-attempt.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { HostGoneError, ItemError, TransientError } from '../../src/contract/errors.ts';
import { StorageError } from '../../src/files/storage-error.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { logStore } from '../../src/store/log-store.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { Node, type Read, startNode } from './simulated-node.ts';

const pathsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `/in/${index}`);

describe('an image that ends its process whenever it is read', () => {
  it('fails alone in the third attempt at the latest, and nothing that is stored is read again', async () => {
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
        expect(node.readAgain).toEqual([]);
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

describe('images that end their process whenever they are read', () => {
  it('fail alone in one attempt, however many they are, where another process goes on', async () => {
    const anImage = fc.record({ turns: fc.nat(3), culprit: fc.boolean() });
    const aMiniBatch = fc.array(anImage, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(aMiniBatch, fc.integer({ min: 1, max: 6 }), async (images, concurrency) => {
        const node = await startNode();
        const read: Read = async ({ key }, kill) => {
          const { turns, culprit } = images[Number(key.split('/').at(-1))] ?? { turns: 0, culprit: false };
          for (let turn = 0; turn < turns; turn += 1) await setImmediate();
          return culprit ? kill() : readingOf(key);
        };
        const { outcomes, processes } = await node.attemptInProcesses(pathsOf(images.length), read, {
          concurrency,
        });
        expect(outcomes).toEqual(images.map(({ culprit }) => (culprit ? 'process_ended' : 'read')));
        const culprits = images.filter(({ culprit }) => culprit).length;
        expect(processes).toBeLessThanOrEqual(2 * culprits + 1);
        expect(node.readAgain).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('take one attempt of the mini-batch, in however many processes', async () => {
    const node = await startNode();
    const load: AttemptTools['load'] = (item) =>
      item.key === '/in/2'
        ? Promise.reject(new StorageError('"/in/2" cannot be read: EIO.'))
        : Promise.resolve({ ...contentOf(item), sha256: item.key });
    const options = { concurrency: 1, load };
    const { outcomes, processes } = await node.attemptInProcesses(pathsOf(3), (_, kill) => kill(), options);
    expect(processes).toBe(3);
    // Not the last attempt, in which the image would fail alone.
    expect(outcomes).toBe('storage_unavailable');
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

  it.each(['read', 'rejected'])('that were %s after a death are innocent of it for good', async (end) => {
    const node = await startNode();
    const hangs = new Promise<never>(() => {});
    const both = ['/in/0', '/in/1'];
    await node.attempt(both, ({ key }, kill) => (key === '/in/1' ? kill() : hangs));
    const settled: Read = async ({ key }) => {
      if (end === 'rejected') throw new ItemError('rejected', `${key} is rejected.`);
      return readingOf(key);
    };
    expect(await node.attempt(both, settled)).toEqual([end, end]);
    const host = new AbortController();
    const load: AttemptTools['load'] = () => {
      host.abort(new HostGoneError());
      return Promise.reject(new HostGoneError());
    };
    expect(await node.attempt(['/in/0'], settled, { load, host: host.signal })).toBe('host_gone');
    expect(await node.attempt(['/in/0'], ({ key }) => Promise.resolve(readingOf(key)))).toEqual(['read']);
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

it('an image that is given up is named with what to do, and suspects are in the log', async () => {
  const warnings: unknown[] = [];
  const logger = {
    ...silentLogger,
    warning: (message: string, details?: object) => warnings.push([message, details]),
  };
  const deaths: Record<string, number> = { '/in/1': 1, '/in/2': 2, '/in/3': 1, '/in/4': 3 };
  const items = itemsOf(['/in/0', '/in/1', '/in/2', '/in/3', '/in/4']);
  const counts = items.map(({ key }) => deaths[key] ?? 0);
  const store = { ...noStore, openAttempts: () => counts.shift() ?? 0 };
  const { first, alone, givenUp } = new Suspects(store, 'run', logger).triage(items);
  expect([first, alone, givenUp.map(({ item }) => item)]).toEqual([
    [items[0]],
    [items[1], items[3]],
    [items[2], items[4]],
  ]);
  expect(givenUp[0]?.error).toMatchObject({
    code: 'process_ended',
    message:
      'The process ended 2 times while it read this image, the second time while it read nothing else. ' +
      'The image may need more memory than the node has, or crash a decoder, or make it hang. ' +
      'Convert it to a plain PNG or JPEG, make it smaller, or give each process more memory by a lower process_count_per_node.',
  });
  expect(warnings).toEqual([
    ['A process ended while it read these images; they are read last and alone', { files: '/in/1, /in/3' }],
  ]);
});

it('nothing is logged where no image is suspected', () => {
  const logger = { ...silentLogger, warning: () => expect.unreachable() };
  expect(new Suspects(noStore, 'run', logger).triage(itemsOf(['/in/0'])).first).toHaveLength(1);
});

it('the end of an attempt at an image is noted once', () => {
  const ended: number[] = [];
  const store = { ...noStore, endAttempts: (_: unknown, count: number) => void ended.push(count) };
  const end = new Suspects(store, 'run', silentLogger).begin(itemsOf(['/in/0'])[0]!);
  end();
  end();
  expect(ended).toEqual([1]);
});

it('the attempts of another run or image do not count', async () => {
  const store = logStore({ folder: await temporaryFolder(), owner: 'a', now: () => 0, onFailure: () => {} });
  onTestFinished(() => store.close());
  const items = itemsOf(['/in/0', '/in/1']);
  const suspects = new Suspects(store, 'run', silentLogger);
  suspects.begin(items[0]!);
  expect(suspects.triage(items)).toMatchObject({ first: [items[1]], alone: [items[0]], givenUp: [] });
  expect(new Suspects(store, 'another', silentLogger).triage(items).first).toEqual(items);
  suspects.settle(items[1]!);
  expect(suspects.triage(items).alone).toEqual([items[0]]);
  suspects.settle(items[0]!);
  expect(suspects.triage(items).first).toEqual(items);
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
