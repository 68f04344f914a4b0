import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const NAMES = ['output', 'output_action', 'run_max_try', 'json', 'host'];

describe('nearest', () => {
  it.each([
    ['outptu', 'output'],
    ['ouput', 'output'],
    ['output_axtion', 'output_action'],
    ['runmaxtry', 'run_max_try'],
    ['jsno', 'json'],
    ['hosts', 'host'],
  ])('takes %s for %s', (given, name) => {
    expect(nearest(given, NAMES)).toBe(name);
  });

  it.each(['out', 'engine', 'x', ''])('finds nothing near %j', (given) => {
    expect(nearest(given, NAMES)).toBeNull();
  });
});
