import { describe, expect, it } from 'vitest';
import { ItemError } from '../../src/contract/errors.ts';
import { pacedFlow } from '../../src/flow/paced-flow.ts';
import type { RetryEvent } from '../../src/flow/retrying-flow.ts';
import { RetryableError } from '../../src/flow/retryable-error.ts';
import { neverEnding, scopeUntil } from '../../src/flow/time-scope.ts';
import { ManualClock, settle } from './manual-clock.ts';

const overRate = (retryAfterMs: number | null = 1000): RetryableError =>
  new RetryableError('429', 'too many', { retryAfterMs, overRate: true });

/** Ten requests per second, for submits and polls together. */
function flowOfTen() {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const events: RetryEvent[] = [];
  const published = { kind: 'per-second', requests: 10 } as const;
  const plan = { published, stated: 10, processes: 1 };
  const flow = pacedFlow([{ budgets: ['submit', 'result'], plan }], {
    clock,
    random: () => 0,
    onRetry: (event) => events.push(event),
  });
  const log: string[] = [];
  /** A request that meets `failures` in turn. */
  const request = (
    name: string,
    budget: 'submit' | 'result' | 'control',
    failures: readonly Error[] = [],
    scope = neverEnding(),
  ) => {
    let tries = 0;
    const sent = flow.run(
      { service: 'test', budget },
      () => {
        log.push(`${name} ${clock.now() - startedAt}`);
        const failure = failures[tries++];
        return failure === undefined ? Promise.resolve(name) : Promise.reject(failure);
      },
      scope,
    );
    sent.catch(() => {});
    return sent;
  };
  return { clock, startedAt, flow, events, log, request };
}

describe('a paced flow', () => {
  it('spaces the requests of budgets that share a rate, submits first', async () => {
    const { clock, log, request } = flowOfTen();
    void request('poll a', 'result');
    void request('poll b', 'result');
    void request('submit', 'submit');
    await clock.elapse(1000);
    expect(log).toEqual(['poll a 0', 'submit 100', 'poll b 200']);
  });

  it('does not pace a budget without a rate', async () => {
    const { clock, log, request } = flowOfTen();
    void request('a', 'control');
    void request('b', 'control');
    await clock.elapse(0);
    expect(log).toEqual(['a 0', 'b 0']);
  });

  it('holds everything back when the service rejects one request, which goes first again', async () => {
    const { clock, log, events, request } = flowOfTen();
    void request('a', 'submit', [overRate()]);
    void request('b', 'submit');
    void request('poll', 'result');
    await clock.elapse(5000);
    expect(log).toEqual(['a 0', 'a 1000', 'b 1100', 'poll 1200']);
    expect(events).toMatchObject([{ attempt: 1, waitMs: 1000, code: '429', mayBeBilled: false }]);
  });

  it('repeats other failures by their own schedule, without a hold', async () => {
    const { clock, log, request } = flowOfTen();
    void request('a', 'submit', [new RetryableError('503', 'busy', { retryAfterMs: 2000 })]);
    void request('b', 'submit');
    await clock.elapse(5000);
    expect(log).toEqual(['a 0', 'b 100', 'a 2000']);
  });

  it('waits for a turn in time that is not the request’s own', async () => {
    const { clock, request } = flowOfTen();
    let idle = 0;
    const scope = {
      ...neverEnding(),
      idle: <T>(wait: () => Promise<T>) => {
        idle += 1;
        return wait();
      },
    };
    void request('a', 'submit', [overRate(60_000)], scope);
    await clock.elapse(60_000);
    expect(idle).toBe(2);
  });

  it('gives up, without another request, when the hold lasts beyond the deadline', async () => {
    const { clock, startedAt, log, request } = flowOfTen();
    const result = request('a', 'submit', [overRate(60_000)], scopeUntil(startedAt + 30_000));
    await clock.elapse(0);
    await expect(result).rejects.toMatchObject({
      code: 'run_timeout',
      message: 'too many',
      forAll: false,
      cause: { code: '429' },
    });
    expect(log).toEqual(['a 0']);
  });

  it('lets a request go, without a turn, that is not wanted any more when its turn comes', async () => {
    const { clock, flow, log, request } = flowOfTen();
    void request('a', 'submit');
    const unwanted = flow.run(
      { service: 'test', budget: 'submit' },
      () => Promise.resolve(),
      neverEnding(),
      () => {
        throw new Error('too late');
      },
    );
    void request('b', 'submit');
    await Promise.all([expect(unwanted).rejects.toThrow('too late'), clock.elapse(1000)]);
    expect(log).toEqual(['a 0', 'b 100']);
  });

  it('gives up when every request has been rejected for ten minutes', async () => {
    const { clock, startedAt, request } = flowOfTen();
    const result = request(
      'a',
      'submit',
      Array.from({ length: 10_000 }, () => overRate(20_000)),
    );
    const ended = result.catch(() => clock.now() - startedAt);
    await clock.elapse(3_600_000);
    expect(await ended).toBeGreaterThan(600_000);
    expect(await ended).toBeLessThan(700_000);
  });

  it('leaves the queue at once when it is aborted', async () => {
    const { clock, log, request } = flowOfTen();
    const stop = new AbortController();
    void request('a', 'submit');
    const waiting = request('b', 'submit', [], neverEnding(stop.signal));
    void request('c', 'submit');
    await settle();
    stop.abort(new Error('host gone'));
    await expect(waiting).rejects.toThrow('host gone');
    await clock.elapse(1000);
    expect(log).toEqual(['a 0', 'c 100']);
  });

  it('says how fast it goes and how many wait', async () => {
    const { clock, flow, request } = flowOfTen();
    for (const name of ['a', 'b', 'c']) void request(name, 'submit');
    await clock.elapse(50);
    expect(flow.load('submit')).toEqual({ rate: 10, waiting: 2 });
    expect(flow.load('control')).toEqual({ rate: Infinity, waiting: 0 });
  });
});

it('counts requests that fail because of their image when it learns the rate', async () => {
  const rateAfter = async (bad: boolean): Promise<number> => {
    const clock = new ManualClock();
    const published = { kind: 'per-second', requests: 10 } as const;
    const plan = { published, stated: null, processes: 1 };
    const flow = pacedFlow([{ budgets: ['submit'], plan }], { clock, random: () => 0 });
    const submit = (failure: Error | null) =>
      flow
        .run(
          { service: 'test', budget: 'submit' },
          () => (failure === null ? Promise.resolve() : Promise.reject(failure)),
          neverEnding(),
        )
        .catch(() => {});
    for (let index = 0; index < 20; index += 1) {
      void submit(bad && index % 2 === 0 ? new ItemError('InvalidImage', 'bad') : null);
    }
    await clock.elapse(10_000);
    return flow.load('submit').rate;
  };
  expect(await rateAfter(true)).toBe(await rateAfter(false));
});
