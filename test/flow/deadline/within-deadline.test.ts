import { describe, expect, it } from 'vitest';
import { withinDeadline } from '../../../src/flow/deadline/within-deadline.ts';
import { neverEnding, scopeUntil, type TimeScope } from '../../../src/flow/time-scope.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const timeout = (): Error => new Error('time is up');

/** Work that has 10 s, in the first 7 of which images may begin. */
function start(outerSignal?: AbortSignal) {
  const stop = new AbortController();
  const clock = new ManualClock();
  const outer: TimeScope = {
    ...scopeUntil(clock.now() + 10_000, outerSignal ?? stop.signal, () => true),
    submitBy: clock.now() + 7000,
  };
  let given: TimeScope | null = null;
  let finish: (value: string) => void = () => {};
  const done = withinDeadline(clock, outer, timeout, (scope) => {
    given = scope;
    return new Promise<string>((resolve) => (finish = resolve));
  });
  const aborted = (): string[] => {
    const { signal, closing, leaving } = given!;
    const signals = { signal, closing, leaving };
    return Object.entries(signals).flatMap(([name, one]) =>
      one.aborted ? [`${name}: ${(one.reason as Error).message}`] : [],
    );
  };
  return { clock, outer, stop, done, aborted, scope: () => given!, finish: (value: string) => finish(value) };
}

describe('within a deadline', () => {
  it('beginning ends first, then the work, each with the error', async () => {
    const { clock, aborted } = start();
    await clock.elapse(6999);
    expect(aborted()).toEqual([]);
    await clock.elapse(1);
    expect(aborted()).toEqual(['closing: time is up']);
    await clock.elapse(2999);
    expect(aborted()).toEqual(['closing: time is up']);
    await clock.elapse(1);
    expect(aborted()).toEqual(['signal: time is up', 'closing: time is up', 'leaving: time is up']);
  });

  it('all ends with the outer signal, for its reason', () => {
    const { stop, aborted } = start();
    stop.abort(new Error('going home'));
    expect(aborted()).toEqual(['signal: going home', 'closing: going home', 'leaving: going home']);
  });

  it('all has ended where the outer signal was aborted before', () => {
    const { aborted } = start(AbortSignal.abort(new Error('gone')));
    expect(aborted()).toEqual(['signal: gone', 'closing: gone', 'leaving: gone']);
  });

  it('the work keeps the rest of its scope, gives its result, and leaves no timer', async () => {
    const { clock, outer, done, finish, scope } = start();
    const { deadline, submitBy, endsAt, resumes } = scope();
    expect({ deadline, submitBy, endsAt, resumes }).toEqual({
      deadline: outer.deadline,
      submitBy: outer.submitBy,
      endsAt: outer.endsAt,
      resumes: outer.resumes,
    });
    finish('read');
    await expect(done).resolves.toBe('read');
    expect(clock.pending).toBe(0);
  });
});

it('without a deadline the work has the scope as it is', async () => {
  const clock = new ManualClock();
  const outer = neverEnding();
  const given = await withinDeadline(clock, outer, timeout, async (scope) => {
    await settle();
    expect(clock.pending).toBe(0);
    return scope;
  });
  expect(given).toBe(outer);
});
