import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RefreshingKey } from '../../src/secrets/refreshing-key.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { ManualClock, settle } from '../flow/manual-clock.ts';

const { signal } = new AbortController();

/** A vault whose responses are released by hand. */
function setUp() {
  const clock = new ManualClock();
  const asked: { land(value: string): void; fail(error: Error): void }[] = [];
  const key = new RefreshingKey(
    new Secret('old'),
    () =>
      new Promise((resolve, reject) => {
        asked.push({ land: (value) => resolve(new Secret(value)), fail: reject });
      }),
    clock,
  );
  return { key, clock, asked };
}

it('everyone who was rejected shares one fetch and goes on with the new key', async () => {
  const { key, asked } = setUp();
  const waiting = Array.from({ length: 100 }, () => key.refresh(1, new AbortController().signal));
  expect(asked).toHaveLength(1);
  asked[0]?.land('new');
  const versions = await Promise.all(waiting);
  expect(new Set(versions)).toEqual(new Set([key.current()]));
  expect(key.current().value.reveal()).toBe('new');
  expect(key.current().generation).toBe(2);
});

it('an item that comes late with the old key gets the newer one without a fetch', async () => {
  const { key, asked } = setUp();
  const first = key.refresh(1, signal);
  asked[0]?.land('new');
  await first;
  expect((await key.refresh(1, signal)).generation).toBe(2);
  expect(asked).toHaveLength(1);
});

it('the same value keeps its generation, and is not asked for again for 30 s', async () => {
  const { key, clock, asked } = setUp();
  const first = key.refresh(1, signal);
  asked[0]?.land('old');
  expect((await first).generation).toBe(1);
  await clock.elapse(29_999);
  expect((await key.refresh(1, signal)).generation).toBe(1);
  expect(asked).toHaveLength(1);
  await clock.elapse(1);
  const second = key.refresh(1, signal);
  asked[1]?.land('new');
  expect((await second).generation).toBe(2);
});

it('a fetch that fails fails for everyone who waits, and the next one calls again', async () => {
  const { key, asked } = setUp();
  const waiting = [key.refresh(1, signal), key.refresh(1, signal)];
  const error = new Error('no vault');
  asked[0]?.fail(error);
  const results = await Promise.allSettled(waiting);
  expect(results).toEqual([
    { status: 'rejected', reason: error },
    { status: 'rejected', reason: error },
  ]);
  const next = key.refresh(1, signal);
  asked[1]?.land('new');
  expect((await next).value.reveal()).toBe('new');
});

it('one that is aborted leaves at once; the others still get the key', async () => {
  const { key, asked } = setUp();
  const controller = new AbortController();
  const [leaving, staying] = [key.refresh(1, controller.signal), key.refresh(1, signal)];
  const reason = new Error('stopped');
  controller.abort(reason);
  await expect(leaving).rejects.toBe(reason);
  asked[0]?.land('new');
  expect((await staying).generation).toBe(2);
});

it('however rejections and rotations mix, there is one fetch at a time and no generation goes back', async () => {
  const step = fc.oneof(fc.constant('rejected' as const), fc.constantFrom('old', 'new', 'newer'));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { key, asked } = setUp();
      const pending: Promise<unknown>[] = [];
      let [landed, generation] = [0, 1];
      for (const now of steps) {
        if (now === 'rejected') pending.push(key.refresh(key.current().generation, signal));
        else asked[landed++]?.land(now);
        await settle();
        landed = Math.min(landed, asked.length);
        expect(asked.length - landed).toBeLessThanOrEqual(1);
        expect(key.current().generation).toBeGreaterThanOrEqual(generation);
        ({ generation } = key.current());
      }
      asked.at(-1)?.land('last');
      await Promise.all(pending);
    }),
  );
});
