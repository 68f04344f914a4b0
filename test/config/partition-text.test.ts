import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionType } from '../../src/config/partition-text.ts';
import { DAY_SPELLINGS, NO_PARTITIONS, OTHER_PARTITIONS } from './partition-examples.ts';

const partitionOf = (text: string): string | null =>
  partitionType.check(text) === null ? partitionType.parse(text) : null;

describe('a day', () => {
  it.each(DAY_SPELLINGS)('is %j', (text) => {
    expect(partitionOf(text)).toBe('2020/08/07');
  });

  it('is each day of the calendar, in each spelling with the year first, and no other date is one', () => {
    const spellings: readonly ((year: string, month: string, day: string) => string)[] = [
      (year, month, day) => `${year}/${month}/${day}`,
      (year, month, day) => `${year}-${Number(month)}-${Number(day)}`,
      (year, month, day) => `${year}${month}${day}`,
      (year, month, day) => `year=${year}/month=${Number(month)}/day=${day}/*`,
      (year, month, day) => `${year}-${month}-${day}T00:00:00Z`,
      (year, month, day) => encodeURIComponent(`${year}/${month}/${day}`),
    ];
    const part = fc.integer({ min: 0, max: 40 }).map((number) => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2099 }).map(String),
        part,
        part,
        fc.constantFrom(...spellings),
        (year, month, day, spelling) => {
          const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
          const exists = !Number.isNaN(time.getTime()) && time.toISOString().slice(8, 10) === day;
          expect(partitionOf(spelling(year, month, day))).toBe(exists ? `${year}/${month}/${day}` : null);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('another partition', () => {
  it.each(OTHER_PARTITIONS)('%j is %j', (text, partition) => {
    expect(partitionOf(text)).toBe(partition);
  });
});

describe('no partition without doubt', () => {
  it.each(NO_PARTITIONS)('is %j', (text) => {
    expect(partitionOf(text)).toBeNull();
  });

  it('never throws, and what it accepts means itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const partition = partitionOf(text);
        expect(partition === null ? null : partitionOf(`${partition}/`)).toBe(partition);
      }),
      { numRuns: 2000 },
    );
  });
});
