import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it, onTestFinished } from 'vitest';
import { ItemError } from '../../src/contract/errors.ts';
import { pacedFlow } from '../../src/flow/paced-flow.ts';
import { RetryableError } from '../../src/flow/retryable-error.ts';
import { sleep } from '../../src/flow/sleep.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { channelName } from '../../src/metrics/channels.ts';
import { ManualClock } from './manual-clock.ts';

const READ = { service: 'Read', budget: 'submit' } as const;
const POLL = { service: 'Read', budget: 'result' } as const;
const TEN = { kind: 'per-second', requests: 10 } as const;

function eventsOf(name: 'request' | 'wait'): unknown[] {
  const events: unknown[] = [];
  const note = (event: unknown) => void events.push(event);
  subscribe(channelName(name), note);
  onTestFinished(() => void unsubscribe(channelName(name), note));
  return events;
}

/** Submits are paced, ten a second; a request takes 30 ms. */
function start() {
  const [requests, waits] = [eventsOf('request'), eventsOf('wait')];
  const clock = new ManualClock();
  const plan = { published: TEN, stated: 10, processes: 1 };
  const flow = pacedFlow([{ budgets: ['submit'], plan }], {
    clock,
    random: () => 0,
    schedule: () => 500,
  });
  /** A request that meets the failures in turn. */
  const request = (budget: typeof READ | typeof POLL, failures: Error[] = [], scope = neverEnding()) => {
    const call = async (signal: AbortSignal): Promise<void> => {
      await sleep(clock, 30, signal);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
    };
    return flow.run(budget, call, scope).catch(() => {});
  };
  return { clock, requests, waits, request };
}

const ended = { ...READ, durationMs: 30, mayBeBilled: false };

it('each request is published with what became of it', async () => {
  const { clock, requests, request } = start();
  void request(POLL);
  await clock.elapse(1000);
  void request(READ, [
    new RetryableError('429', 'too many', { overRate: true, retryAfterMs: 1000 }),
    new RetryableError('ECONNRESET', 'reset', { mayBeBilled: true }),
    new ItemError('InvalidImage', 'bad'),
  ]);
  await clock.elapse(60_000);
  expect(requests).toEqual([
    { ...ended, budget: 'result', outcome: 'accepted' },
    { ...ended, outcome: 'over_rate' },
    { ...ended, outcome: 'failed', mayBeBilled: true },
    { ...ended, outcome: 'failed' },
  ]);
});

it('a request that is aborted may be billed', async () => {
  const { clock, requests, request } = start();
  const stop = new AbortController();
  void request(READ, [], neverEnding(stop.signal));
  await clock.elapse(10);
  stop.abort(new Error('going home'));
  await clock.elapse(0);
  expect(requests).toEqual([{ ...ended, outcome: 'failed', mayBeBilled: true, durationMs: 10 }]);
});

it('each wait is published: for a turn, and before a request is repeated', async () => {
  const { clock, waits, request } = start();
  void request(READ, [new RetryableError('429', 'too many', { overRate: true, retryAfterMs: 1000 })]);
  void request(READ);
  await clock.elapse(5000);
  expect(waits).toEqual([
    { ...READ, reason: 'turn', durationMs: 0 },
    // From the rejection at 30 ms; the other had asked at the start.
    { ...READ, reason: 'turn', durationMs: 1000 },
    { ...READ, reason: 'turn', durationMs: 1130 },
  ]);
  waits.length = 0;
  void request(POLL, [new RetryableError('503', 'busy')]);
  await clock.elapse(5000);
  expect(waits).toEqual([{ ...POLL, reason: 'retry', durationMs: 500 }]);
});
