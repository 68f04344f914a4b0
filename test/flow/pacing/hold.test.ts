import { expect, it } from 'vitest';
import { Hold } from '../../../src/flow/pacing/hold.ts';

const none = () => 0;

it('lasts as long as the service asks, and up to a tenth longer', () => {
  const shortest = new Hold(none);
  shortest.begin(500, 2000);
  expect(shortest.until).toBe(2500);
  const longest = new Hold(() => 0.999);
  longest.begin(500, 2000);
  expect(longest.until).toBeCloseTo(2700, 0);
});

it('doubles up to 64 seconds where the service asks for nothing, until it accepts a request', () => {
  const hold = new Hold(none);
  const waits = Array.from({ length: 8 }, () => hold.begin(hold.until, null) / 1000);
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 64]);
  hold.accepted();
  expect(hold.begin(hold.until, null)).toBe(1000);
});

it('does not believe in one second for ever', () => {
  const hold = new Hold(none);
  const waits = Array.from({ length: 9 }, () => hold.begin(hold.until, 1000) / 1000);
  expect(waits).toEqual([1, 1, 1, 2, 4, 8, 16, 16, 16]);
});

it('grows, but never shrinks, by a rejection of an earlier request', () => {
  const hold = new Hold(none);
  hold.begin(0, 2000);
  hold.repeat(100, 2000);
  hold.repeat(100, null);
  hold.repeat(100, 500);
  expect(hold.until).toBe(2000);
  hold.repeat(100, 55_000);
  expect(hold.until).toBe(55_100);
  expect(hold.epoch).toBe(1);
});
