import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { orAborted } from '../../src/flow/abort.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { withinDeadline } from '../../src/flow/deadline/within-deadline.ts';
import { pacedFlow } from '../../src/flow/paced-flow.ts';
import { sleep } from '../../src/flow/sleep.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { withTimeLimit } from '../../src/flow/time-limit.ts';
import { scopeUntil } from '../../src/flow/time-scope.ts';
import { withWorkTime } from '../../src/flow/work-time.ts';
import { ManualClock, settle } from './manual-clock.ts';

const clock = new ManualClock();
const failure = (): Error => new Error('time is up');
const limit = { ms: 1000, error: failure, deadlineError: failure };
const budget = { service: 'S', budget: 'submit' } as const;
const rate = { kind: 'per-second', requests: 10 } as const;
const flow = pacedFlow([{ budgets: ['submit'], plan: { published: rate, stated: 10, processes: 1 } }], {
  clock,
  random: () => 0,
});

type Work = (signal: AbortSignal) => Promise<unknown>;
const WAITS: readonly (readonly [string, Work])[] = [
  ['orAborted', (signal) => orAborted(Promise.resolve(), signal)],
  ['sleep', (signal) => sleep(clock, 10, signal)],
  ['withTimeLimit', (signal) => withTimeLimit(clock, limit, signal, () => Promise.resolve())],
  ['withWorkTime', (signal) => withWorkTime(clock, limit, scopeUntil(1e15, signal), () => Promise.resolve())],
  ['withinDeadline', (signal) => withinDeadline(clock, scopeUntil(1e15, signal), failure, settle)],
  ['a slot', (signal) => createSlots(1).take(signal)],
  ['room for bytes', (signal) => new ByteBudget(10).take(5, signal)],
  ['a turn', (signal) => flow.run(budget, settle, scopeUntil(1e15, signal))],
];

it.each(WAITS)('%s leaves no listener on its signal', async (_, work) => {
  const { signal } = new AbortController();
  const done = work(signal);
  await clock.elapse(1000);
  await done;
  await settle();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a request that may not leave, when its turn comes, leaves no listener either', async () => {
  const { signal } = new AbortController();
  const refusal = new Error('too late');
  const refuse = (): void => {
    throw refusal;
  };
  const refused = flow.run(budget, settle, scopeUntil(1e15, signal), refuse);
  await Promise.all([expect(refused).rejects.toBe(refusal), clock.elapse(1000)]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
