import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type BatchTools, readItems } from '../../src/batch/read-items.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { ItemError } from '../../src/contract/errors.ts';
import { orAborted } from '../../src/flow/abort.ts';
import { RunTimeoutError } from '../../src/flow/run-timeout-error.ts';
import { neverEnding, type TimeScope } from '../../src/flow/time-scope.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';
import { toolsWith } from './tools-with.ts';

const NO_TIME = new RunTimeoutError('The time is over.');

/** The end of a mini-batch, in the hand of the test. */
function timeOf({ resumes = false } = {}) {
  const [stop, close, leave] = [new AbortController(), new AbortController(), new AbortController()];
  const scope: TimeScope = {
    ...neverEnding(stop.signal),
    closing: close.signal,
    leaving: leave.signal,
    resumes: () => resumes,
  };
  return {
    scope,
    stop: () => stop.abort(NO_TIME),
    close: () => close.abort(NO_TIME),
    leave: () => leave.abort(NO_TIME),
  };
}

const kindsOf = async (outcomes: ReturnType<typeof readItems>): Promise<string[]> =>
  (await outcomes).map(({ kind }) => kind);

describe('where the time of a mini-batch ends', () => {
  it('no item begins any more, and what is in progress is still read', async () => {
    const time = timeOf();
    const begun: string[] = [];
    const tools = toolsWith(async ({ key }) => {
      begun.push(key);
      await setImmediate();
      time.close();
      await setImmediate();
      return readingOf(key);
    }, 2);
    const outcomes = await readItems(itemsOf(['/0', '/1', '/2', '/3']), tools, time.scope);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['read', 'read', 'unfinished', 'unfinished']);
    expect(outcomes[3]).toMatchObject({ error: NO_TIME, sha256: null, durationMs: 0, item: { key: '/3' } });
    expect(begun).toEqual(['/0', '/1']);
  });

  it('a file is not waited for any more', async () => {
    const time = timeOf();
    const tools: BatchTools = {
      ...toolsWith(({ key }) => Promise.resolve(readingOf(key))),
      load: async (item, { signal }) => {
        if (item.key === '/0') return contentOf(item);
        void setImmediate().then(time.close);
        return orAborted(new Promise<never>(() => {}), signal);
      },
    };
    expect(await kindsOf(readItems(itemsOf(['/0', '/1']), tools, time.scope))).toEqual([
      'read',
      'unfinished',
    ]);
  });

  it('nor is room for its bytes', async () => {
    const time = timeOf();
    const tools: BatchTools = {
      ...toolsWith(async ({ key }) => {
        await setImmediate();
        time.close();
        await setImmediate();
        return readingOf(key);
      }),
      load: async (item, _, reserve) => {
        await reserve(1000);
        return contentOf(item);
      },
    };
    expect(await kindsOf(readItems(itemsOf(['/0', '/1']), tools, time.scope))).toEqual([
      'read',
      'unfinished',
    ]);
  });

  it.each([
    ['with another error, because of it', new Error('socket closed'), 'unfinished', NO_TIME],
    ['because it is bad', new ItemError('corrupt_image', 'bad'), 'failed', { code: 'corrupt_image' }],
  ])('an image that ends %s is so', async (_, error, kind, reason) => {
    const time = timeOf();
    const tools = toolsWith(async ({ key }, { signal }) => {
      if (key === '/0') return readingOf(key);
      void setImmediate().then(time.stop);
      await orAborted(new Promise<never>(() => {}), signal).catch(() => {});
      throw error;
    });
    const outcomes = await readItems(itemsOf(['/0', '/1']), tools, time.scope);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['read', kind]);
    expect(outcomes[1]).toMatchObject({ sha256: 'ab'.repeat(32), error: reason });
  });

  it('an image for which there is none says how long it took', async () => {
    const times = [3, 10, 20, 45];
    const tools = { ...toolsWith(() => Promise.reject(NO_TIME), 1), now: () => times.shift() ?? 0 };
    expect(await readItems(itemsOf(['/0']), tools, neverEnding())).toMatchObject([
      { kind: 'unfinished', error: NO_TIME, durationMs: 7, sha256: 'ab'.repeat(32) },
    ]);
  });
});

describe('an engine that has no time for an image', () => {
  const HARD = new RunTimeoutError('It is too large for the time.', { forAll: false });

  it('for none, ends the beginning of others', async () => {
    const begun: string[] = [];
    const tools = toolsWith(({ key }) => {
      begun.push(key);
      return key === '/1' ? Promise.reject(NO_TIME) : Promise.resolve(readingOf(key));
    }, 1);
    const outcomes = await readItems(itemsOf(['/0', '/1', '/2', '/3']), tools, neverEnding());
    // One waits for its slot already.
    expect(outcomes.map(({ kind }) => kind)).toEqual(['read', 'unfinished', 'read', 'unfinished']);
    expect(outcomes[3]).toMatchObject({ error: NO_TIME });
    expect(begun).toEqual(['/0', '/1', '/2']);
  });

  it('for this one only, goes on with the others', async () => {
    const tools = toolsWith(
      ({ key }) => (key === '/1' ? Promise.reject(HARD) : Promise.resolve(readingOf(key))),
      1,
    );
    expect(await kindsOf(readItems(itemsOf(['/0', '/1', '/2']), tools, neverEnding()))).toEqual([
      'read',
      'unfinished',
      'read',
    ]);
  });
});

describe('results that are waited for', () => {
  /** Two images: one is waited for until the end, the other ends with `error`. What the first one came to. */
  async function leftAfter(error: Error, { resumes, closes }: { resumes: boolean; closes: boolean }) {
    const time = timeOf({ resumes });
    const tools = toolsWith(async ({ key }, { leaving }) => {
      if (key === '/0') {
        for (let turn = 0; turn < 10; turn += 1) await setImmediate();
        leaving.throwIfAborted();
        return readingOf(key);
      }
      await setImmediate();
      if (closes) time.close();
      throw error;
    });
    const [first] = await kindsOf(readItems(itemsOf(['/0', '/1']), tools, time.scope));
    return first;
  }
  const BAD = new ItemError('corrupt_image', 'bad');

  it('are left to the next attempt once nothing begins any more, and an image is left over', async () => {
    expect(await leftAfter(NO_TIME, { resumes: true, closes: true })).toBe('unfinished');
  });

  it.each([
    ['the last attempt', NO_TIME, { resumes: false, closes: true }],
    ['time to begin others', NO_TIME, { resumes: true, closes: false }],
    ['no image that is left over', BAD, { resumes: true, closes: true }],
  ])('are waited for where there is %s', async (_, error, options) => {
    expect(await leftAfter(error, options)).toBe('read');
  });

  it('are left as soon as nothing begins any more, where an image was left over before', async () => {
    const time = timeOf({ resumes: true });
    const tools = toolsWith(async ({ key }, { leaving }) => {
      if (key === '/1') throw NO_TIME;
      await setImmediate();
      await setImmediate();
      expect(leaving.aborted).toBe(false);
      time.close();
      expect(leaving.reason).toBe(NO_TIME);
      throw leaving.reason;
    });
    expect(await kindsOf(readItems(itemsOf(['/0', '/1']), tools, time.scope))).toEqual([
      'unfinished',
      'unfinished',
    ]);
  });

  it('are left with the mini-batch', async () => {
    const time = timeOf();
    const tools = toolsWith(async (_, { leaving }) => {
      time.leave();
      leaving.throwIfAborted();
      return readingOf();
    });
    expect(await kindsOf(readItems(itemsOf(['/0']), tools, time.scope))).toEqual(['unfinished']);
  });
});

it('a suspect begins only once all others are done, and in time only', async () => {
  const time = timeOf();
  const suspects = new Suspects({ ...noStore, openAttempts: () => 1 }, '', silentLogger);
  const tools = {
    ...toolsWith(async ({ key }) => {
      time.close();
      await setImmediate();
      return readingOf(key);
    }),
    suspects,
  };
  expect(await kindsOf(readItems(itemsOf(['/0', '/1']), tools, time.scope))).toEqual(['read', 'unfinished']);
});

it('a file that is read again is waited for until the reading is stopped, not until beginning ends', async () => {
  const time = timeOf();
  let loads = 0;
  const tools: BatchTools = {
    ...toolsWith(async (image, scope) => {
      await image.withBytes(() => Promise.resolve(), scope);
      time.close();
      await image.withBytes(() => Promise.resolve(), scope);
      return readingOf(image.key);
    }, 1),
    load: async (item, { signal, closing }, reserve) => {
      loads += 1;
      signal.throwIfAborted();
      closing.throwIfAborted();
      await reserve(10);
      return contentOf(item);
    },
  };
  expect(await kindsOf(readItems(itemsOf(['/0']), tools, time.scope))).toEqual(['read']);
  expect(loads).toBe(2);
});
