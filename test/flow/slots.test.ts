import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlots } from '../../src/flow/slots.ts';

const never = new AbortController().signal;

describe('slots', () => {
  it('are never more than their number, and each waiter gets one in its turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat(4), { maxLength: 20 }),
        async (count, delays) => {
          const slots = createSlots(count);
          const order: number[] = [];
          let taken = 0;
          let most = 0;
          await Promise.all(
            delays.map(async (turns, index) => {
              const giveBack = await slots.take(never);
              order.push(index);
              most = Math.max(most, ++taken);
              for (let turn = 0; turn < turns; turn++) await setImmediate();
              taken--;
              giveBack();
              giveBack();
            }),
          );
          expect(order).toEqual(delays.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(count);
        },
      ),
    );
  });

  it('reject a waiter at once when it is aborted, and pass its turn on', async () => {
    const slots = createSlots(1);
    const giveBack = await slots.take(never);
    const stop = new AbortController();
    const aborted = slots.take(stop.signal);
    const next = slots.take(never);
    stop.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    giveBack();
    await expect(next).resolves.toBeTypeOf('function');
  });

  it('reject a signal that was aborted before', async () => {
    await expect(createSlots(1).take(AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
  });

  it.each([0, -1, 1.5, NaN])('reject a number of %d', (count) => {
    expect(() => createSlots(count)).toThrow(RangeError);
  });
});
