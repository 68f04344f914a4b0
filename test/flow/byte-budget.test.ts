import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteBudget } from '../../src/flow/byte-budget.ts';

const never = new AbortController().signal;

it('is never exceeded, but by one that is larger than all of it and has it alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(150), fc.nat(3)), { maxLength: 20 }), async (uses) => {
      const budget = new ByteBudget(100);
      const held: number[] = [];
      const order: number[] = [];
      const within: boolean[] = [];
      await Promise.all(
        uses.map(async ([bytes, turns], index) => {
          const giveBack = await budget.take(bytes, never);
          order.push(index);
          held.push(bytes);
          const nonEmpty = held.filter((some) => some > 0);
          within.push(nonEmpty.length <= 1 || nonEmpty.reduce((sum, some) => sum + some, 0) <= 100);
          for (let turn = 0; turn < turns; turn++) await setImmediate();
          held.splice(held.indexOf(bytes), 1);
          giveBack();
          giveBack();
        }),
      );
      expect(order).toEqual(uses.map((_, index) => index));
      expect(within).not.toContain(false);
    }),
  );
});

it('rejects a waiter at once when it is aborted, and lets the next one in', async () => {
  const budget = new ByteBudget(100);
  const giveBack = await budget.take(50, never);
  const stop = new AbortController();
  const aborted = budget.take(100, stop.signal);
  const next = budget.take(50, never);
  stop.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  await expect(next).resolves.toBeTypeOf('function');
  giveBack();
});
