import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AcceptedRun } from '../../../src/flow/pacing/accepted-run.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

function runOf(times: readonly number[]): AcceptedRun {
  const run = new AcceptedRun(0);
  for (const time of times) run.accept(time);
  return run;
}

it('finds the rate of a bucket that was full before it ran empty', () => {
  // 20 a second and a depth of one second: a client that sends 40 a second empties it in one second.
  const times = Array.from({ length: 40 }, (_, index) => index * 25);
  expect(runOf(times).estimate(1000, 1000)).toBeCloseTo(20, 0);
});

it('takes the busiest part of the run, so that a slow start does not lower it', () => {
  const busy = Array.from({ length: 40 }, (_, index) => 60_000 + index * 25);
  expect(runOf([0, 20_000, 40_000, ...busy]).estimate(61_000, 1000)).toBeCloseTo(20, 0);
});

it('is above 0 when nothing was accepted', () => {
  expect(runOf([]).estimate(1000, 1000)).toBe(0.5);
});

it('stays exact and bounded in a run of any length', () => {
  const times = Array.from({ length: 50_000 }, (_, index) => index * 50);
  expect(runOf(times).estimate(2_500_000, 1000)).toBeCloseTo(20, 0);
});

it('is never above the rate of a bucket, whoever empties it how fast, and at most one request below', () => {
  const rates = numbersFrom(1, 200);
  fc.assert(
    fc.property(rates, numbersFrom(1.1, 4), (perSecond, pace) => {
      const { times, rejectedAt } = emptied(perSecond, pace * perSecond);
      const estimate = runOf(times).estimate(rejectedAt, 1000);
      expect(estimate).toBeLessThanOrEqual(perSecond * 1.000001);
      expect(estimate).toBeGreaterThanOrEqual(perSecond - 1);
    }),
  );
});

/** The accepted requests of a client that sends too fast to a full bucket, one second deep. */
function emptied(perSecond: number, sent: number) {
  const times: number[] = [];
  for (let index = 0, tokens = perSecond; ; index += 1) {
    const now = (index * 1000) / sent;
    if (tokens < 1) return { times, rejectedAt: now };
    times.push(now);
    tokens = Math.min(perSecond, tokens - 1 + perSecond / sent);
  }
}
