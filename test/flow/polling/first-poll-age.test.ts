import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/flow/seeded-random.ts';
import { FirstPollAge } from '../../../src/flow/polling/first-poll-age.ts';

/** Polls operations that take a uniform time, each first at the age that is followed. */
function follow(age: FirstPollAge, from: number, to: number, polls: number): number {
  const random = seededRandom('operations');
  const ages = Array.from({ length: polls }, () => {
    const takes = from + (to - from) * random();
    age.note(age.ms, age.ms >= takes);
    return age.ms;
  });
  const last = ages.slice(-Math.ceil(polls / 2));
  return last.reduce((sum, ms) => sum + ms, 0) / last.length;
}

it.each([
  [500, 1500],
  [5000, 7000],
  [100, 200],
])('settles where nine polls in ten find a result: operations of %i to %i ms', (from, to) => {
  const settled = follow(new FirstPollAge(1000, 50), from, to, 1000);
  const quantile = from + 0.9 * (to - from);
  expect(settled).toBeGreaterThan(0.8 * quantile);
  expect(settled).toBeLessThan(1.25 * quantile);
});

it('goes ahead of the oldest operation until a poll has found a result, whichever poll that is', () => {
  const age = new FirstPollAge(1000, 100);
  age.leaves(1000);
  expect(age.ms).toBe(1200);
  age.note(1000, false);
  age.note(5000, false, false);
  expect(age.ms).toBe(6000);
  age.leaves(6000);
  expect(age.ms).toBe(7200);
  age.note(5800, true, false);
  expect(age.ms).toBe(5800);
  age.note(9000, false, false);
  age.note(900, true, false);
  expect(age.ms).toBe(5800);
});

it('holds nothing back for a poll that left late, because it waited for its turn', () => {
  const age = new FirstPollAge(1000, 100);
  age.leaves(15_000);
  expect(age.ms).toBe(1000);
  age.note(15_000, true);
  expect(age.ms).toBe(1000);
});

it('is not raised by a few slow operations among polls that waited for their turn, but by slow ones in a row', () => {
  const age = new FirstPollAge(1000, 100);
  for (let poll = 0; poll < 300; poll += 1) age.note(5000, poll % 10 !== 9);
  expect(age.ms).toBe(1000);
  for (let poll = 0; poll < 20; poll += 1) age.note(5000, false);
  expect(age.ms).toBeGreaterThan(5000);
});

it('follows operations that become faster or slower', () => {
  const age = new FirstPollAge(1000, 100);
  follow(age, 5000, 7000, 200);
  expect(follow(age, 500, 700, 400)).toBeLessThan(1000);
  expect(follow(age, 5000, 7000, 400)).toBeGreaterThan(5000);
});

it('ignores polls that were planned with another age', () => {
  const age = new FirstPollAge(1000, 100);
  age.note(1200, true);
  age.note(800, false);
  expect([age.ms, age.counted]).toEqual([1000, 0]);
});

it('stays within its limits', () => {
  const age = new FirstPollAge(1000, 100);
  for (let poll = 0; poll < 100; poll += 1) age.note(age.ms, true);
  expect(age.ms).toBe(100);
  for (let poll = 0; poll < 100; poll += 1) age.note(age.ms, false);
  expect(age.ms).toBe(30_000);
  expect(new FirstPollAge(1000, 8000).ms).toBe(8000);
});
