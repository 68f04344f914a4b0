import { expect, it } from 'vitest';
import { createGate } from '../../../src/flow/pacing/rate-plan.ts';
import type { RateGate, Ticket } from '../../../src/flow/pacing/rate-gate.ts';
import { RequestScheduler } from '../../../src/flow/pacing/request-scheduler.ts';
import { SimulatedClock } from '../../support/simulation/simulated-clock.ts';

function scheduler(perSecond: number) {
  const clock = new SimulatedClock();
  const published = { kind: 'per-second', requests: perSecond } as const;
  const gate = createGate({ published, stated: perSecond, processes: 1 }, () => 0);
  return { clock, gate, requests: new RequestScheduler(gate, clock) };
}

it('lets requests leave at the rate, submits first', () => {
  const { clock, requests } = scheduler(10);
  const left: string[] = [];
  requests.enqueue('poll', () => left.push(`poll at ${clock.now()}`));
  requests.enqueue('poll', () => left.push(`poll at ${clock.now()}`));
  requests.enqueue('submit', () => left.push(`submit at ${clock.now()}`));
  clock.run();
  expect(left).toEqual(['poll at 0', 'submit at 100', 'poll at 200']);
});

it('lets nothing leave while a hold lasts, and then goes on at the rate', () => {
  const { clock, gate, requests } = scheduler(10);
  const times: number[] = [];
  let first: Ticket | null = null;
  requests.enqueue('submit', (ticket) => (first = ticket));
  for (let count = 0; count < 3; count += 1) requests.enqueue('submit', () => times.push(clock.now()));
  clock.after(50, () => {
    if (first !== null) gate.rejected(first, clock.now(), 2000);
  });
  clock.run();
  expect(times).toEqual([2050, 2150, 2250]);
});

it('forgets a request that is taken out, and keeps at most one timer', () => {
  const { clock, requests } = scheduler(10);
  let timers = 0;
  const counting = {
    now: () => clock.now(),
    after: (ms: number, callback: () => void) => {
      timers += 1;
      return clock.after(ms, callback);
    },
  };
  const counted = new RequestScheduler(requests.gate, counting);
  const left: number[] = [];
  counted.enqueue('submit', () => left.push(0));
  const cancel = counted.enqueue('submit', () => left.push(1));
  for (let index = 2; index < 1000; index += 1) counted.enqueue('submit', () => left.push(index));
  expect(timers).toBe(1);
  cancel();
  expect(counted.waiting).toBe(998);
  clock.run(250);
  expect(left).toEqual([0, 2, 3]);
});

it('wakes earlier when a request may leave sooner than was foreseen', () => {
  const clock = new SimulatedClock();
  let at = 10_000;
  const sooner: RateGate = {
    rate: 1,
    rejectedSince: null,
    nextAt: () => at,
    send: (now) => ({ sentAt: now, epoch: 0, limited: true }),
    accepted() {},
    rejected() {},
  };
  const requests = new RequestScheduler(sooner, clock);
  const left: number[] = [];
  requests.enqueue('submit', () => left.push(clock.now()));
  at = 300;
  requests.enqueue('submit', () => left.push(clock.now()));
  clock.run();
  expect(left).toEqual([300, 300]);
});
