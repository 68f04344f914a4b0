import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/flow/seeded-random.ts';
import { createGate } from '../../../src/flow/pacing/rate-plan.ts';
import { PollAges } from '../../../src/flow/polling/poll-ages.ts';
import { simulate, type SimulatedCase, type SimulatedMeasures } from '../../support/simulation/simulate.ts';
import { SimulatedClock } from '../../support/simulation/simulated-clock.ts';
import { SimulatedProcess } from '../../support/simulation/simulated-process.ts';
import { SimulatedService } from '../../support/simulation/simulated-service.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

function medianOf(of: SimulatedCase, measure: (run: SimulatedMeasures) => number): number {
  return [1, 2, 3, 4, 5].map((seed) => measure(simulate(of, seed))).toSorted((a, b) => a - b)[2] ?? NaN;
}

describe('a stated rate', () => {
  it('is used in full, with two requests for an image', () => {
    const of: SimulatedCase = { perSecond: 20, stated: 20, images: 300, miniBatch: 100 };
    expect(medianOf(of, ({ wall }) => wall)).toBeLessThanOrEqual(1.05);
    expect(medianOf(of, ({ perImage }) => perImage)).toBeLessThanOrEqual(2.05);
    expect(medianOf(of, ({ rejected }) => rejected)).toBe(0);
  });

  it('is shared by four processes', () => {
    const of: SimulatedCase = { perSecond: 40, stated: 40, processes: 4, images: 600, miniBatch: 50 };
    expect(medianOf(of, ({ wall }) => wall)).toBeLessThanOrEqual(1.1);
    expect(medianOf(of, ({ rejected }) => rejected)).toBe(0);
  });

  it('is never exceeded in any interval', () => {
    fc.assert(
      fc.property(fc.integer(), numbersFrom(1, 100), (seed, stated) => {
        const { departures } = simulate({ perSecond: 20, stated, images: 40 }, seed);
        const most = (ms: number): number => (stated * ms) / 1000 + 1 + 1e-6;
        const bursts = departures.filter((from, first) =>
          departures.slice(first + 1).some((at, offset) => offset + 2 > most(at - from)),
        );
        expect(bursts).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an unknown rate', () => {
  it.each([
    { perSecond: 5, wall: 1.06, rejected: 0.015 },
    { perSecond: 20, wall: 1.04, rejected: 0.015 },
    { perSecond: 30, wall: 1.04, rejected: 0.015 },
    { perSecond: 100, wall: 1.15, rejected: 0.015 },
  ])('of $perSecond per second is found by the only client', ({ perSecond, wall, rejected }) => {
    const of: SimulatedCase = { perSecond, images: 600 };
    expect(medianOf(of, (run) => run.wall)).toBeLessThanOrEqual(wall);
    expect(medianOf(of, (run) => run.rejected)).toBeLessThanOrEqual(rejected);
  });

  it('is followed when it halves for 20 seconds', () => {
    const of: SimulatedCase = {
      perSecond: 20,
      images: 700,
      before(clock, service) {
        clock.after(20_000, () => (service.perSecond = 10));
        clock.after(40_000, () => (service.perSecond = 20));
      },
    };
    // 70 seconds of work, and half of 20 lost.
    expect(medianOf(of, (run) => run.wallSeconds)).toBeLessThanOrEqual(80 * 1.06);
    expect(medianOf(of, (run) => run.rejected)).toBeLessThanOrEqual(0.03);
  });

  it('is shared by processes that do not know of each other', () => {
    const clock = new SimulatedClock();
    const service = new SimulatedService({ clock, random: seededRandom(1), perSecond: 4 });
    const half = { kind: 'per-second', requests: 0.5 } as const;
    const each = [0.25, 2.5].map((start, index) => {
      const published = { ...half, requests: 2 * start };
      const gate = createGate({ published, stated: null, processes: 2 }, seededRandom(index));
      return new SimulatedProcess({ clock, service, gate, miniBatch: 100 });
    });
    for (const process of each) process.start(100_000);
    clock.run(600_000);
    const before = each.map(({ accepted }) => accepted);
    clock.run(2_400_000);
    const [slow = 0, fast = 0] = each.map(({ accepted }, index) => accepted - (before[index] ?? 0));
    expect(slow / fast).toBeGreaterThan(0.67);
    expect(slow / fast).toBeLessThan(1.5);
    expect((slow + fast) / (4 * 1800)).toBeGreaterThan(0.93);
  });
});

it('wastes nothing of a free tier that counts 20 requests a minute', () => {
  const of: SimulatedCase = {
    perSecond: 20,
    published: { kind: 'window', requests: 20, windowMs: 60_000 },
    polls: () => new PollAges({ startMs: 8000, shortestMs: 8000 }),
    service: { windowMs: 60_000 },
    images: 50,
  };
  expect(medianOf(of, (run) => run.wallSeconds)).toBeLessThanOrEqual(240 * 1.05);
  expect(medianOf(of, (run) => run.rejected)).toBe(0);
  expect(medianOf(of, (run) => run.billed)).toBe(50);
});

describe('whatever the service does', () => {
  const anyService = fc.record({
    perSecond: numbersFrom(0.5, 100),
    announced: fc.option(fc.constantFrom(1, 2)),
    service: fc.record({
      latencyMs: numbersFrom(50, 6000),
      depthSeconds: fc.constantFrom(0.25, 1, 3),
      retryAfter: fc.option(fc.constantFrom(1, 3)),
    }),
    images: fc.constant(120),
    miniBatch: fc.constantFrom(10, 120),
  });

  it('each image is read once and billed once, within the bounds', () => {
    fc.assert(
      fc.property(anyService, fc.integer(), (of, seed) => {
        const run = simulate(of, seed);
        expect([run.read, run.billed]).toEqual([120, 120]);
        expect(run.mostLoaded).toBeLessThanOrEqual(16);
        expect(run.mostOperations).toBeLessThanOrEqual(1000);
        expect(run.perImage).toBeLessThanOrEqual(40);
      }),
      { numRuns: 30 },
    );
  });

  it('the same seed gives the same run', () => {
    fc.assert(
      fc.property(anyService, fc.integer(), (of, seed) => {
        expect(simulate(of, seed)).toEqual(simulate(of, seed));
      }),
      { numRuns: 10 },
    );
  });
});
