import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../src/flow/limiter.ts';

const never = new AbortController().signal;

describe('the limiter', () => {
  it('never runs more than the bound, and runs every task once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat(4), { maxLength: 20 }),
        async (bound, delays) => {
          const limiter = createLimiter(bound);
          let inFlight = 0;
          let most = 0;
          const done = await Promise.all(
            delays.map((turns, index) =>
              limiter.run(async () => {
                most = Math.max(most, ++inFlight);
                for (let turn = 0; turn < turns; turn++) await setImmediate();
                inFlight--;
                return index;
              }, never),
            ),
          );
          expect(done).toEqual(delays.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(bound);
        },
      ),
    );
  });

  it('hands a slot on when a task fails', async () => {
    const limiter = createLimiter(1);
    await expect(limiter.run(() => Promise.reject(new Error('bad')), never)).rejects.toThrow('bad');
    await expect(limiter.run(() => Promise.resolve('next'), never)).resolves.toBe('next');
  });

  it('rejects a waiter at once when it is aborted, though the slot stays taken', async () => {
    const limiter = createLimiter(1);
    void limiter.run(() => new Promise(() => {}), never);
    const stop = new AbortController();
    let ran = false;
    const waiter = limiter.run(() => Promise.resolve((ran = true)), stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiter).rejects.toThrow('enough');
    expect(ran).toBe(false);
  });

  it('starts nothing for a signal that was aborted before', async () => {
    await expect(
      createLimiter(1).run(() => Promise.resolve(), AbortSignal.abort(new Error('no'))),
    ).rejects.toThrow('no');
  });

  it.each([0, -1, 1.5, NaN])('refuses a bound of %d', (bound) => {
    expect(() => createLimiter(bound)).toThrow(RangeError);
  });
});
