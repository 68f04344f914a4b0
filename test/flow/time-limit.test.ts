import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/flow/sleep.ts';
import { withTimeLimit } from '../../src/flow/time-limit.ts';
import { ManualClock } from './manual-clock.ts';

const limit = { ms: 1000, error: () => new Error('time is up') };
const never = (): Promise<never> => new Promise(() => {});

describe('withTimeLimit', () => {
  it('gives what the work gives and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const result = await withTimeLimit(clock, limit, new AbortController().signal, () => Promise.resolve(7));
    expect([result, clock.pending]).toEqual([7, 0]);
  });

  it('ends work that does not look at its signal', async () => {
    const clock = new ManualClock();
    const result = withTimeLimit(clock, limit, new AbortController().signal, never);
    await Promise.all([expect(result).rejects.toThrow('time is up'), clock.elapse(1000)]);
  });

  it('passes the outer reason on at once', async () => {
    const clock = new ManualClock();
    const outer = new AbortController();
    const result = withTimeLimit(clock, limit, outer.signal, never);
    outer.abort(new Error('going home'));
    await expect(result).rejects.toThrow('going home');
    expect(clock.pending).toBe(0);
  });

  it('does not start when the outer signal is aborted already', async () => {
    let started = false;
    const start = (): Promise<void> => {
      started = true;
      return Promise.resolve();
    };
    const aborted = AbortSignal.abort(new Error('too late'));
    await expect(withTimeLimit(new ManualClock(), limit, aborted, start)).rejects.toThrow('too late');
    expect(started).toBe(false);
  });
});

describe('sleep', () => {
  it('lasts exactly as long as asked', async () => {
    const clock = new ManualClock();
    const startedAt = clock.now();
    const wokeAt = sleep(clock, 500, new AbortController().signal).then(() => clock.now());
    await clock.elapse(2000);
    expect((await wokeAt) - startedAt).toBe(500);
  });

  it('ends at once when it is aborted, and frees its timer', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const result = sleep(clock, 500, controller.signal);
    controller.abort(new Error('stop'));
    await expect(result).rejects.toThrow('stop');
    expect(clock.pending).toBe(0);
  });

  it('does not begin when its signal was aborted before', async () => {
    const clock = new ManualClock();
    await expect(sleep(clock, 500, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(clock.pending).toBe(0);
  });
});

it('work is told when its time ends', async () => {
  const clock = new ManualClock();
  await withTimeLimit(clock, limit, new AbortController().signal, async ({ endsAt, deadline }) => {
    expect([endsAt - clock.now(), deadline - clock.now()]).toEqual([1000, 1000]);
  });
});
