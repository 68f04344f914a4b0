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

const MIB = 1024 * 1024;
const kind = (bytes: number, document = false, takenUp = false) => ({ document, bytes, takenUp });

it.each([
  ['images below half a MiB', kind(0), kind(MIB / 2 - 1), kind(MIB / 2)],
  ['images below 2 MiB', kind(MIB / 2), kind(2 * MIB - 1), kind(2 * MIB)],
  ['larger images', kind(2 * MIB), kind(100 * MIB), kind(2 * MIB - 1)],
  ['documents', kind(100, true), kind(0, true), kind(100)],
  ['what an earlier attempt submitted', kind(100, false, true), kind(0, false, true), kind(100)],
])('%s are one kind', (_, one, same, other) => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  ages.note(other, 1000, true, true);
  const before = ages.first(other);
  for (let poll = 0; poll < 50; poll += 1) ages.note(one, ages.first(one), false, true);
  expect(ages.first(same)).toBe(ages.first(one));
  expect(ages.first(one)).toBeGreaterThan(10_000);
  expect(ages.first(other)).toBe(before);
});

it('what an earlier attempt has waited for in vain does not hold back the others', () => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  const takenUp = { ...SMALL, takenUp: true };
  ages.leaves(takenUp, 20_000);
  for (let poll = 0; poll < 20; poll += 1) ages.note(takenUp, ages.first(takenUp), false, true);
  expect(ages.first(takenUp)).toBeGreaterThan(5000);
  expect([SMALL, LARGE, DOCUMENT].map((of) => ages.first(of))).toEqual([1000, 1000, 1000]);
});

it('the earliest first poll is that of the fastest kind', () => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  expect(ages.earliest).toBe(1000);
  for (let poll = 0; poll < 20; poll += 1) ages.note(LARGE, ages.first(LARGE), false, true);
  for (let poll = 0; poll < 200; poll += 1) ages.note(SMALL, ages.first(SMALL), true, true);
  expect(ages.earliest).toBe(Math.min(ages.first(SMALL), ages.first(DOCUMENT)));
  expect(ages.earliest).toBeLessThan(1000);
});

it('a poll that leaves ahead of what is known holds back the others of its kind, and new ones', () => {
  const ages = new PollAges({ startMs: 1000, shortestMs: 100 });
  ages.leaves(SMALL, 1050);
  expect([ages.first(SMALL), ages.first(LARGE)]).toEqual([1260, 1260]);
});
