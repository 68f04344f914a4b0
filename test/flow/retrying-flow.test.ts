import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neverAborted } from '../../src/flow/abort.ts';
import { ItemError } from '../../src/contract/errors.ts';
import type { ServiceBudget } from '../../src/flow/flow-control.ts';
import { retryingFlow, type RetryEvent } from '../../src/flow/retrying-flow.ts';
import { RetryableError } from '../../src/flow/retryable-error.ts';
import { withTimeLimit } from '../../src/flow/time-limit.ts';
import { scopeUntil } from '../../src/flow/time-scope.ts';
import { ManualClock, settle } from './manual-clock.ts';

const tooMany = (retryAfterMs: number | null = null): RetryableError =>
  new RetryableError('429', 'too many', { retryAfterMs });
const lost = (): RetryableError => new RetryableError('ECONNRESET', 'reset', { mayBeBilled: true });

/** Runs a call that fails with `failures` in turn and then returns "done", one minute at the most. */
function run(failures: readonly Error[], signal = neverAborted, budget: ServiceBudget['budget'] = 'submit') {
  const clock = new ManualClock();
  const events: RetryEvent[] = [];
  const flow = retryingFlow({ clock, random: () => 0.5, onRetry: (event) => events.push(event) });
  const startedAt = clock.now();
  const tries: number[] = [];
  const result = withTimeLimit(clock, { ms: 60_000, error: () => new Error('time is up') }, signal, (scope) =>
    flow.run(
      { service: 'test', budget },
      () => {
        const failure = failures[tries.length];
        tries.push(clock.now() - startedAt);
        return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
      },
      scope,
    ),
  );
  return { clock, tries, events, result };
}

describe('retryingFlow', () => {
  it('waits by the schedule between tries', async () => {
    const { clock, tries, result } = run([tooMany(), tooMany(), tooMany()]);
    await clock.elapse(60_000);
    expect(await result).toBe('done');
    expect(tries).toEqual([0, 250, 750, 1750]);
  });

  it('lets the wait the service asked for win', async () => {
    const { clock, tries, result } = run([tooMany(17_000), tooMany(0)]);
    await clock.elapse(60_000);
    expect(await result).toBe('done');
    expect(tries).toEqual([0, 17_000, 17_000]);
  });

  it('gives up at once, with the last failure, when the wait is longer than the time left', async () => {
    const { clock, result } = run([tooMany(61_000)]);
    await expect(result).rejects.toMatchObject({ code: 'run_timeout', forAll: false, message: 'too many' });
    expect(clock.pending).toBe(0);
  });

  it('gives up with the failure itself when only the time of the image is too short', async () => {
    const clock = new ManualClock();
    const failure = tooMany(5000);
    const scope = { ...scopeUntil(clock.now() + 60_000), endsAt: clock.now() + 5000 };
    const flow = retryingFlow({ clock });
    const budget = { service: 'test', budget: 'submit' } as const;
    await expect(flow.run(budget, () => Promise.reject(failure), scope)).rejects.toBe(failure);
  });

  it('paces nothing', () => {
    expect(retryingFlow().load('submit')).toEqual({ rate: Number.POSITIVE_INFINITY, waiting: 0 });
  });

  it('does not repeat what another try cannot mend', async () => {
    const { tries, result } = run([new ItemError('InvalidImage', 'bad')]);
    await expect(result).rejects.toMatchObject({ code: 'InvalidImage' });
    expect(tries).toHaveLength(1);
  });

  it('repeats a submit that may have been billed twice at the most', async () => {
    const { clock, tries, result } = run([lost(), lost(), lost(), lost()]);
    await Promise.all([expect(result).rejects.toMatchObject({ code: 'ECONNRESET' }), clock.elapse(60_000)]);
    expect(tries).toHaveLength(3);
  });

  it('repeats the same failures in the same way whatever the budget, and tells of each wait', async () => {
    const failure = fc.constantFrom('transient', 'lost', 'fatal');
    const budgets = fc.constantFrom('submit', 'result', 'control');
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 6 }), budgets, async (failures, budget) => {
        const errors = { transient: tooMany(0), lost: lost(), fatal: new ItemError('InvalidImage', 'bad') };
        const { clock, tries, events, result } = run(
          failures.map((kind) => errors[kind]),
          neverAborted,
          budget,
        );
        const [outcome] = await Promise.allSettled([result, clock.elapse(60_000)]);
        const lostAt = failures.flatMap((kind, index) => (kind === 'lost' ? [index] : []));
        const ends = [failures.indexOf('fatal'), lostAt[2] ?? -1].filter((index) => index !== -1);
        const last = ends.length === 0 ? failures.length : Math.min(...ends);
        expect(tries).toHaveLength(last + 1);
        expect(outcome?.status).toBe(ends.length === 0 ? 'fulfilled' : 'rejected');
        expect(events.map(({ attempt }) => attempt)).toEqual(tries.slice(1).map((_, index) => index + 1));
        expect(events.every((event) => event.service === 'test' && event.budget === budget)).toBe(true);
      }),
    );
  });

  it('ends its wait at once when it is aborted', async () => {
    const controller = new AbortController();
    const { clock, tries, result } = run([tooMany(30_000)], controller.signal);
    await settle();
    controller.abort(new Error('node is leaving'));
    await expect(result).rejects.toThrow('node is leaving');
    expect([tries.length, clock.pending]).toEqual([1, 0]);
  });

  it('tells about every wait', async () => {
    const { clock, events, result } = run([tooMany(1000), lost()]);
    await clock.elapse(60_000);
    await result;
    expect(events).toEqual([
      { service: 'test', budget: 'submit', attempt: 1, waitMs: 1000, code: '429', mayBeBilled: false },
      { service: 'test', budget: 'submit', attempt: 2, waitMs: 500, code: 'ECONNRESET', mayBeBilled: true },
    ]);
  });
});
