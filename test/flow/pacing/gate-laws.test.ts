import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/flow/seeded-random.ts';
import type { Ticket } from '../../../src/flow/pacing/rate-gate.ts';
import { createGate, type RatePlan } from '../../../src/flow/pacing/rate-plan.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

/** What happens to a gate: a request leaves as soon as it may, or a response comes to the oldest or newest request. */
type Step =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'accept'; readonly newest: boolean }
  | { readonly kind: 'reject'; readonly newest: boolean; readonly retryAfterMs: number | null };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'send' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: numbersFrom(0, 20_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('accept' as const), newest: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reject' as const),
      newest: fc.boolean(),
      retryAfterMs: fc.option(fc.constantFrom(0, 500, 1000, 40_000)),
    }),
  },
);

const steps = fc.array(step, { minLength: 20, maxLength: 200 });

const plan: fc.Arbitrary<RatePlan> = fc.record({
  published: fc.constantFrom(
    { kind: 'per-second', requests: 10 } as const,
    { kind: 'per-second', requests: 0.5 } as const,
  ),
  stated: fc.option(fc.constantFrom(0.3, 7, 200)),
  processes: fc.option(fc.constantFrom(1, 4, 800)),
});

interface Departure {
  readonly at: number;
  readonly rate: number;
}

interface Trace {
  readonly departures: readonly Departure[];
  /** Holds: nothing may leave from the first time to the second. */
  readonly holds: readonly (readonly [from: number, until: number])[];
  readonly rates: readonly number[];
  /** Rates before and after each step that must not raise them. */
  readonly unprovoked: readonly (readonly [before: number, after: number])[];
}

function trace(of: RatePlan, sequence: readonly Step[]): Trace {
  const gate = createGate(of, seededRandom(1));
  const departures: Departure[] = [];
  const holds: [number, number][] = [];
  const rates: number[] = [];
  const unprovoked: [number, number][] = [];
  const open: Ticket[] = [];
  let now = 5_000_000;
  for (const one of sequence) {
    const before = gate.rate;
    switch (one.kind) {
      case 'send':
        now = Math.max(now, gate.nextAt(now));
        departures.push({ at: now, rate: gate.rate });
        open.push(gate.send(now));
        break;
      case 'wait':
        now += one.ms;
        break;
      case 'accept':
        now += 5;
        responded(open, one.newest, (ticket) => gate.accepted(ticket, now));
        break;
      case 'reject':
        now += 5;
        responded(open, one.newest, (ticket) => {
          gate.rejected(ticket, now, one.retryAfterMs);
          if (ticket.epoch === holds.length) holds.push([now, now + (one.retryAfterMs ?? 1000)]);
        });
        break;
    }
    rates.push(gate.rate);
    if (one.kind !== 'accept') unprovoked.push([before, gate.rate]);
  }
  return { departures, holds, rates, unprovoked };
}

function responded(open: Ticket[], newest: boolean, report: (ticket: Ticket) => void): void {
  const ticket = newest ? open.pop() : open.shift();
  if (ticket !== undefined) report(ticket);
}

describe('over any sequence of responses', () => {
  it('in any time τ at most the highest rate · (τ + 50 ms) + 1 requests leave', () => {
    fc.assert(
      fc.property(plan, steps, (of, sequence) => {
        const { departures } = trace(of, sequence);
        const bursts = departures.filter((from, first) => {
          let highest = 0;
          return departures.slice(first + 1).some(({ at, rate }, offset) => {
            highest = Math.max(highest, rate);
            return offset + 2 > (highest * (at - from.at + 50)) / 1000 + 1 + 1e-6;
          });
        });
        expect(bursts).toEqual([]);
      }),
    );
  });

  it('nothing leaves while a hold lasts', () => {
    fc.assert(
      fc.property(plan, steps, (of, sequence) => {
        const { departures, holds } = trace(of, sequence);
        const early = holds.flatMap(([from, until]) =>
          departures.filter(({ at }) => at > from && at < until - 1e-6),
        );
        expect(early).toEqual([]);
      }),
    );
  });

  it('the rate is finite, above 0 and at most what is stated', () => {
    fc.assert(
      fc.property(plan, steps, (of, sequence) => {
        const most = of.stated === null ? Number.MAX_VALUE : of.stated / (of.processes ?? 1);
        for (const rate of trace(of, sequence).rates) {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('only an accepted request raises the rate', () => {
    fc.assert(
      fc.property(plan, steps, (of, sequence) => {
        expect(trace(of, sequence).unprovoked.filter(([before, after]) => after > before)).toEqual([]);
      }),
    );
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(plan, steps, (of, sequence) => {
        expect(trace(of, sequence)).toEqual(trace(of, sequence));
      }),
    );
  });
});

it('changes the rate once for all rejections of requests that left before the hold', () => {
  const gate = createGate(
    { published: { kind: 'per-second', requests: 10 }, stated: null, processes: 1 },
    () => 0,
  );
  let now = 0;
  const tickets = Array.from({ length: 30 }, () => {
    now = Math.max(now, gate.nextAt(now));
    return gate.send(now);
  });
  for (const ticket of tickets.slice(0, 20)) gate.accepted(ticket, (now += 1));
  const rates = tickets.slice(20).map((ticket) => {
    gate.rejected(ticket, (now += 1), 1000);
    return gate.rate;
  });
  expect(new Set(rates).size).toBe(1);
});

it('comes back from a pause with its rate, and without a burst', () => {
  const gate = createGate(
    { published: { kind: 'per-second', requests: 10 }, stated: null, processes: 1 },
    () => 0,
  );
  const ticket = gate.send(0);
  gate.accepted(ticket, 10);
  const { rate } = gate;
  const hour = 3_600_000;
  expect(gate.nextAt(hour)).toBeLessThanOrEqual(hour);
  gate.send(hour);
  expect(gate.rate).toBe(rate);
  expect(gate.nextAt(hour)).toBeCloseTo(hour + 1000 / rate, 0);
});
