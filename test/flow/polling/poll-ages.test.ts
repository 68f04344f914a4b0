import { expect, it } from 'vitest';
import { PollAges } from '../../../src/flow/polling/poll-ages.ts';

const SMALL = { document: false, bytes: 100_000 };
const LARGE = { document: false, bytes: 5_000_000 };
const DOCUMENT = { document: true, bytes: 100_000 };

it('learns each kind of image for itself, from what is known of all', () => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  for (let poll = 0; poll < 20; poll += 1) ages.note(LARGE, ages.first(LARGE), false, true);
  const large = ages.first(LARGE);
  expect(large).toBeGreaterThan(5000);
  expect(ages.first(SMALL)).toBe(large);
  for (let poll = 0; poll < 200; poll += 1) ages.note(SMALL, ages.first(SMALL), true, true);
  expect(ages.first(SMALL)).toBeLessThan(1000);
  expect(ages.first(LARGE)).toBe(large);
  expect(ages.first(DOCUMENT)).toBeLessThan(1000);
});

it('widens the intervals, less so for the last images', () => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  expect(ages.next(10_000, false)).toBe(13_000);
  expect(ages.next(10_000, true)).toBe(11_500);
  expect(ages.next(100, false)).toBe(200);
});
