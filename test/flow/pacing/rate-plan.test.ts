import { describe, expect, it } from 'vitest';
import { createGate, type PublishedRate, type RatePlan } from '../../../src/flow/pacing/rate-plan.ts';

const TEN: PublishedRate = { kind: 'per-second', requests: 10 };

it.each([
  { stated: null, processes: 1, rate: 10, says: 'the published rate alone' },
  { stated: null, processes: 4, rate: 2.5, says: 'its share of the published rate' },
  { stated: null, processes: 800, rate: 0.1, says: 'at least 0.1 per second' },
  { stated: null, processes: null, rate: 1, says: '1 per second where nobody announces the others' },
  { stated: 40, processes: 4, rate: 10, says: 'its share of the stated rate' },
  { stated: 2, processes: 800, rate: 0.0025, says: 'its exact share, however small' },
  { stated: 40, processes: null, rate: 40, says: 'the stated rate where nobody announces the others' },
])('starts with $says', ({ stated, processes, rate }) => {
  expect(createGate({ published: TEN, stated, processes }, () => 0).rate).toBeCloseTo(rate, 4);
});

it('counts the requests of a window for each process', () => {
  const published = { kind: 'window', requests: 20, windowMs: 60_000 } as const;
  expect(createGate({ published, stated: null, processes: 2 }, () => 0).rate).toBeCloseTo(10 / 60);
  expect(createGate({ published, stated: null, processes: 99 }, () => 0).rate).toBeCloseTo(1 / 60);
});

/** The rates of a minute or more at a service with a bucket of one second, from the first rejection on. */
function ratesAt(
  capacity: number,
  plan: Omit<RatePlan, 'published'>,
  seconds = 120,
  requests = 10,
): number[] {
  const gate = createGate({ ...plan, published: { kind: 'per-second', requests } }, () => 0);
  const rates: number[] = [];
  let [tokens, filled] = [capacity, 0];
  for (let now = 0; now < 1000 * seconds;) {
    now = Math.max(now, gate.nextAt(now));
    tokens = Math.min(capacity, tokens + (capacity * (now - filled)) / 1000);
    filled = now;
    const ticket = gate.send(now);
    if (tokens >= 1) {
      tokens -= 1;
      gate.accepted(ticket, now);
    } else gate.rejected(ticket, now, 1000);
    if (rates.length > 0 || tokens < 1) rates.push(gate.rate);
  }
  return rates;
}

describe('once the capacity is known', () => {
  const spread = (rates: readonly number[]): number => {
    const last = rates.slice(-Math.ceil(rates.length / 2));
    return Math.min(...last) / Math.max(...last);
  };

  it('a process alone stays near it', () => {
    const rates = ratesAt(20, { stated: null, processes: 1 });
    expect(spread(rates)).toBeGreaterThan(0.8);
    expect(rates.at(-1)).toBeGreaterThan(18);
  });

  it('so does one of an unknown number that gets much of it', () => {
    expect(spread(ratesAt(20, { stated: null, processes: null }, 300))).toBeGreaterThan(0.8);
  });

  it.each([
    ['one of an unknown number that gets little of it', 4, null],
    ['one of several', 20, 2],
  ])('%s leaves room for the others at each rejection', (_, capacity, processes) => {
    expect(spread(ratesAt(capacity, { stated: null, processes }, 600))).toBeLessThan(0.75);
  });

  it.each([
    [64, 0.03],
    [65, 0.008],
    [null, 0.008],
  ])('one of %s grows by %d a second in each second', (processes, increase) => {
    const gate = createGate(
      { published: { kind: 'per-second', requests: 64 }, stated: null, processes },
      () => 0,
    );
    const first = gate.send(0);
    gate.rejected(first, 0, 1000);
    const { rate } = gate;
    let now = gate.nextAt(0);
    for (; now < 11_000; now = gate.nextAt(now)) gate.accepted(gate.send(now), now);
    expect((gate.rate - rate) / 10).toBeCloseTo(increase, 2);
  });
});

it('gives up a stated rate of which too much is rejected, and finds the real one beneath it', () => {
  let wrong = 0;
  const plan = { stated: 40, processes: 2, onWrongStatement: () => (wrong += 1) };
  const rates = ratesAt(10, plan, 25);
  expect([Math.min(...rates), wrong]).toEqual([20, 0]);
  const later = ratesAt(10, plan, 300).slice(-100);
  expect(wrong).toBe(1);
  expect(Math.max(...later)).toBeLessThan(12);
  expect(Math.min(...later)).toBeGreaterThan(4);
});
