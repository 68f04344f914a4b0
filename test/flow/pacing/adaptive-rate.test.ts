import { describe, expect, it } from 'vitest';
import { AdaptiveRate } from '../../../src/flow/pacing/adaptive-rate.ts';
import { AloneLaw } from '../../../src/flow/pacing/alone-law.ts';
import { CrowdLaw } from '../../../src/flow/pacing/crowd-law.ts';
import type { RunFacts } from '../../../src/flow/pacing/rate-law.ts';

const RUN: RunFacts = { now: 100, accepted: 50, seconds: 5, limitedSeconds: 0, depthSeconds: 1 };

function alone(start: number, ceiling = Infinity): AdaptiveRate {
  const law = new AloneLaw();
  return new AdaptiveRate({ start, ceiling, rampEnd: Infinity, steadyFor: () => law });
}

function crowd(start: number): AdaptiveRate {
  const law = new CrowdLaw(0.03);
  return new AdaptiveRate({ start, ceiling: Infinity, rampEnd: 16 * start, steadyFor: () => law });
}

describe('a ramp', () => {
  it('adds a quarter of the start rate for each accepted request', () => {
    const law = alone(10);
    law.accepted(RUN);
    law.accepted(RUN);
    expect(law.rate).toBe(15);
  });

  it('ends a little below the estimate', () => {
    const law = alone(10);
    for (let count = 0; count < 20; count += 1) law.accepted(RUN);
    law.rejected({ ...RUN, estimate: 20 });
    expect(law.rate).toBeCloseTo(19.4);
  });

  it('ends at 16 times the start for one of many', () => {
    const law = crowd(1);
    for (let count = 0; count < 1000; count += 1) law.accepted(RUN);
    expect(law.rate).toBeGreaterThanOrEqual(16);
    expect(law.rate).toBeLessThan(19);
  });
});

describe('a rejection', () => {
  it('after a short run leaves the estimate aside, after a second one believes it', () => {
    const law = alone(10);
    law.rejected({ ...RUN, accepted: 3, estimate: 2 });
    expect(law.rate).toBeCloseTo(9.7);
    law.rejected({ ...RUN, accepted: 3, estimate: 2 });
    expect(law.rate).toBeCloseTo(1.94);
  });

  it('leaves one of many 0.7 of its rate, whatever the estimate', () => {
    const law = crowd(10);
    law.rejected({ ...RUN, estimate: 10 });
    const before = law.rate;
    law.rejected({ ...RUN, estimate: 1 });
    expect(law.rate).toBeCloseTo(0.7 * before);
  });

  it('never leaves less than one request in 50 seconds', () => {
    const law = alone(0.1);
    for (let count = 0; count < 50; count += 1) law.rejected({ ...RUN, accepted: 0, estimate: 0.001 });
    expect(law.rate).toBe(0.02);
  });
});

describe('the only client', () => {
  function found(capacity: number): AdaptiveRate {
    const law = alone(capacity);
    law.accepted(RUN);
    law.rejected({ ...RUN, estimate: capacity });
    return law;
  }

  it('rises to the capacity, stays there, then probes', () => {
    const law = found(20);
    const rates = [1, 2, 4, 8, 16].map((limitedSeconds) => {
      law.accepted({ ...RUN, limitedSeconds });
      return law.rate;
    });
    expect(rates[1]).toBeCloseTo(19.9, 1);
    expect(rates[2]).toBeCloseTo(20, 1);
    expect(rates[3]).toBeCloseTo(22, 0);
    expect(rates.toSorted((a, b) => a - b)).toEqual(rates);
  });

  it('probes sooner after the capacity fell', () => {
    const law = found(20);
    law.rejected({ ...RUN, estimate: 10 });
    law.accepted({ ...RUN, limitedSeconds: 2 });
    expect(law.rate).toBeCloseTo(14.5);
  });

  it('searches again when more passed than the capacity allows', () => {
    const law = found(20);
    const passed = { ...RUN, accepted: 300, seconds: 9, limitedSeconds: 14 };
    law.accepted(passed);
    law.accepted(passed);
    const before = law.rate;
    law.accepted(passed);
    expect(law.rate - before).toBeCloseTo(7.5);
  });

  it('stays below a ceiling', () => {
    const law = alone(10, 12);
    for (let count = 0; count < 20; count += 1) law.accepted(RUN);
    expect(law.rate).toBe(12);
  });
});

it('lets all of many grow by the same amount per second', () => {
  const grown = [2, 8].map((start) => {
    const law = crowd(start);
    law.rejected({ ...RUN, estimate: start });
    const before = law.rate;
    for (let request = 0; request < 10 * before; request += 1) law.accepted(RUN);
    return law.rate - before;
  });
  expect(grown[0]).toBeCloseTo(0.3, 1);
  expect(grown[1]).toBeCloseTo(0.3, 1);
});
