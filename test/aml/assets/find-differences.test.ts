import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDifferences } from '../../../src/aml/assets/find-differences.ts';
import { isoDuration, parseSeconds } from '../../../src/aml/assets/iso-duration.ts';

describe('differences between what is wanted and what is there', () => {
  it('are none for what the service says in its own way, and adds', () => {
    const wanted = { properties: { vmSize: 'Standard_D4s_v3', idle: 'PT600S', nested: { count: 0 } } };
    const existing = {
      id: 'x',
      properties: {
        vmSize: 'STANDARD_D4S_V3',
        idle: 'PT10M',
        nested: { count: 0, more: 1 },
        state: 'Succeeded',
      },
    };
    expect(findDifferences(wanted, existing)).toEqual([]);
  });

  it('are named by their path, with both values', () => {
    expect(findDifferences({ a: { b: 1, c: 'x' }, d: 'PT1M' }, { a: { b: 2 }, d: 'PT2M' })).toEqual([
      { path: 'a.b', is: '2', wanted: '1' },
      { path: 'a.c', is: 'nothing', wanted: '"x"' },
      { path: 'd', is: '"PT2M"', wanted: '"PT1M"' },
    ]);
  });

  it('are none between anything and itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findDifferences({ value }, { value })).toEqual([]);
      }),
    );
  });
});

describe('durations', () => {
  it.each([
    ['PT10M', 600],
    ['PT1H30M', 5400],
    ['P1DT1S', 86_401],
    ['PT2.00S', 2],
    ['10 minutes', null],
    ['Standard', null],
  ])('%s is %s seconds', (text, seconds) => {
    expect(parseSeconds(text)).toBe(seconds);
  });

  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        expect(parseSeconds(isoDuration(seconds))).toBe(seconds);
      }),
    );
  });
});
