import { describe, expect, it } from 'vitest';
import { EXIT, EXIT_MEANINGS, exitCodeRows } from '../../../src/cli/command/exit-codes.ts';

describe('exit codes', () => {
  it('have one meaning each', () => {
    expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
    expect(new Set(Object.values(EXIT_MEANINGS)).size).toBe(Object.keys(EXIT).length);
  });

  it('are listed in ascending order, with those that every command has', () => {
    expect(exitCodeRows(['interrupted', 'jobFailed']).map(([code]) => code)).toEqual([0, 1, 2, 42, 130]);
  });
});
