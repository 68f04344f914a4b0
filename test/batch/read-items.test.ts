import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchTools, readItems } from '../../src/batch/read-items.ts';
import { ItemError, TransientError } from '../../src/contract/errors.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { ImageTimeoutError } from '../../src/ocr/image-timeout-error.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';
import { toolsWith } from './tools-with.ts';

const scope = neverEnding();

describe('reading the items of a mini-batch', () => {
  it('gives every item exactly one outcome, in input order, whichever fail or are skipped', async () => {
    const fate = fc.constantFrom('read', 'failed', 'skipped');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fate, fc.nat(3))), async (fates) => {
        const items = itemsOf(
          fates.map(([kind], index) => `/${kind === 'skipped' ? 'out' : 'in'}/${index}`),
          'in',
        );
        const tools = toolsWith(async ({ key }) => {
          const [kind, turns] = fates[Number(key.split('/').at(-1))] ?? ['read', 0];
          for (let turn = 0; turn < turns; turn++) await setImmediate();
          if (kind === 'failed') throw new ItemError('corrupt_image', 'bad');
          return readingOf(key);
        });
        const outcomes = await readItems(items, tools, scope);
        expect(outcomes.map(({ kind }) => kind)).toEqual(fates.map(([kind]) => kind));
        expect(outcomes.map(({ item }) => item.index)).toEqual(items.map(({ index }) => index));
      }),
    );
  });

  it('costs nothing to skip an image outside the partition', async () => {
    const tools = toolsWith(() => Promise.reject(new Error('must not be called')));
    const load = () => Promise.reject(new Error('must not be called'));
    const outcomes = await readItems(
      itemsOf(['/d/2020/08/08/a.jpg'], '2020/08/07'),
      { ...tools, load },
      scope,
    );
    expect(outcomes).toMatchObject([{ kind: 'skipped', durationMs: 0 }]);
  });

  it('keeps the hash of an image that the engine could not read', async () => {
    const tools = toolsWith(() => Promise.reject(new ItemError('corrupt_image', 'bad')));
    expect(await readItems(itemsOf(['/a']), tools, scope)).toMatchObject([
      { kind: 'failed', sha256: 'ab'.repeat(32) },
    ]);
  });

  it('fails the attempt on a transient error, after everything in flight has stopped', async () => {
    let running = 0;
    const tools = toolsWith(async ({ key }, { signal }) => {
      running++;
      try {
        if (key === '/2') throw new TransientError('busy', 'try later');
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        );
        return readingOf();
      } finally {
        running--;
      }
    });
    await expect(readItems(itemsOf(['/0', '/1', '/2', '/3']), tools, scope)).rejects.toMatchObject({
      code: 'busy',
    });
    expect(running).toBe(0);
  });

  it('fails only the item whose time ends', async () => {
    const tools = toolsWith(async ({ key }) => {
      if (key === '/1') throw new ImageTimeoutError(120_000);
      return readingOf(key);
    });
    const outcomes = await readItems(itemsOf(['/0', '/1']), tools, scope);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['read', 'failed']);
    expect(outcomes[1]).toMatchObject({
      error: { fault: 'item', code: 'image_timeout', cause: expect.any(ImageTimeoutError) },
    });
  });

  it('fails the attempt when the time of most items ends, once the others are done', async () => {
    let done = 0;
    const tools = toolsWith(async ({ key }) => {
      await setImmediate();
      done += 1;
      if (key !== '/2') throw new ImageTimeoutError(120_000);
      return readingOf(key);
    });
    await expect(readItems(itemsOf(['/0', '/1', '/2']), tools, scope)).rejects.toMatchObject({
      fault: 'transient',
      code: 'image_timeout',
    });
    expect(done).toBe(3);
  });

  it('gives back the room of an image whose bytes the engine does not use', async () => {
    const bytes = new ByteBudget(10);
    const tools: BatchTools = {
      ...toolsWith(({ key }) => Promise.resolve(readingOf(key))),
      load: async (item, _, reserve) => {
        await reserve(10);
        return contentOf(item);
      },
      slots: { images: createSlots(3), bytes, items: createSlots(1000) },
    };
    expect(await readItems(itemsOf(['/0', '/1', '/2']), tools, scope)).toHaveLength(3);
  });

  it('gives back the room of a file that could not be read, however often its bytes were counted', async () => {
    const tools: BatchTools = {
      ...toolsWith(({ key }) => Promise.resolve(readingOf(key))),
      load: async ({ key }, _, reserve) => {
        await reserve(10);
        await reserve(10);
        throw new ItemError('read_error', `${key} cannot be read.`);
      },
      slots: { images: createSlots(3), bytes: new ByteBudget(10), items: createSlots(1000) },
    };
    const outcomes = await readItems(itemsOf(['/0', '/1', '/2']), tools, scope);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed']);
  }, 10_000);

  it('has no more images in memory than there are slots, however many wait for their readings', async () => {
    const counts = { memory: 0, most: 0, waiting: 0, mostWaiting: 0, loads: 0 };
    const tools: BatchTools = {
      ...toolsWith(async (image, given) => {
        await image.withBytes(() => setImmediate(), given);
        counts.memory -= 1;
        counts.mostWaiting = Math.max(counts.mostWaiting, ++counts.waiting);
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        counts.waiting -= 1;
        return readingOf(image.key);
      }, 2),
      load: (item) => {
        counts.loads += 1;
        counts.most = Math.max(counts.most, ++counts.memory);
        return Promise.resolve(contentOf(item));
      },
    };
    const slots = { ...tools.slots, items: createSlots(10) };
    const items = itemsOf(Array.from({ length: 50 }, (_, index) => `/${index}`));
    const outcomes = await readItems(items, { ...tools, slots }, scope);
    expect(outcomes.filter(({ kind }) => kind === 'read')).toHaveLength(50);
    expect(counts).toMatchObject({ loads: 50, most: 2, memory: 0, waiting: 0 });
    expect(counts.mostWaiting).toBeGreaterThan(5);
    expect(counts.mostWaiting).toBeLessThanOrEqual(10);
  });

  it('has no more bytes in memory than there is room for, except for one large image', async () => {
    const counts = { bytes: 0, most: 0 };
    const sizes: Record<string, number> = { '/2': 1500 };
    const sizeOf = (key: string): number => sizes[key] ?? 400;
    const tools: BatchTools = {
      ...toolsWith(async (image, given) => {
        await image.withBytes(() => setImmediate(), given);
        counts.bytes -= sizeOf(image.key);
        return readingOf(image.key);
      }, 10),
      load: async (item, _, reserve) => {
        await reserve(sizeOf(item.key));
        counts.bytes += sizeOf(item.key);
        counts.most = Math.max(counts.most, counts.bytes);
        if (item.key === '/3') {
          counts.bytes -= sizeOf(item.key);
          throw new ItemError('corrupt_image', 'bad');
        }
        return contentOf(item);
      },
    };
    const outcomes = await readItems(itemsOf(['/0', '/1', '/2', '/3', '/4', '/5']), tools, scope);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['read', 'read', 'read', 'failed', 'read', 'read']);
    expect(counts).toEqual({ bytes: 0, most: 1500 });
  });

  it('costs an item no more when 20 times as many wait', async () => {
    const perItem = async (count: number): Promise<number> => {
      const items = itemsOf(Array.from({ length: count }, (_, index) => `/${index}`));
      const tools = toolsWith(() => Promise.resolve(readingOf()));
      const start = process.cpuUsage();
      await readItems(items, tools, scope);
      return process.cpuUsage(start).user / count;
    };
    await perItem(500);
    const few = Math.min(await perItem(500), await perItem(500), await perItem(500));
    // A quadratic cost would be 20 times as high.
    expect(await perItem(10_000)).toBeLessThan(5 * few);
  });

  it('prints no warning of a leak, however many items are in progress', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const tools = toolsWith((_, { signal }) => {
      signal.addEventListener('abort', () => {});
      return setImmediate(readingOf());
    }, 40);
    await readItems(itemsOf(Array.from({ length: 40 }, (_, index) => `/${index}`)), tools, scope);
    await setImmediate();
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('ends with the reason of an abort from outside', async () => {
    const stop = new AbortController();
    const tools = toolsWith(
      (_, { signal }) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const reading = readItems(itemsOf(['/0', '/1', '/2', '/3', '/4']), tools, neverEnding(stop.signal));
    await setImmediate();
    stop.abort(new Error('stdin closed'));
    await expect(reading).rejects.toThrow('stdin closed');
  });
});
