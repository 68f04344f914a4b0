import { expect, it } from 'vitest';
import { createGate, type PublishedRate } from '../../../src/flow/pacing/rate-plan.ts';

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
