import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchTools, readItems } from '../../src/batch/read-items.ts';
import { ItemError, TransientError } from '../../src/contract/errors.ts';
import { createLimiter } from '../../src/flow/limiter.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';

const scope = neverEnding();

function toolsWith(read: BatchTools['engine']['read'], bound = 3): BatchTools {
  return {
    engine: { read },
    load: (item) => Promise.resolve(contentOf(item)),
    limiter: createLimiter(bound),
    now: () => performance.now(),
  };
}

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

  it('fails the attempt on transient trouble, after everything in flight has stopped', async () => {
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

  it('prints no warning of a leak, however many items wait', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    await readItems(
      itemsOf(Array.from({ length: 40 }, (_, index) => `/${index}`)),
      toolsWith(() => Promise.resolve(readingOf()), 1),
      scope,
    );
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
