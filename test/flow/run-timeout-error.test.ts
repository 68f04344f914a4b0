import { expect, it } from 'vitest';
import { RunTimeoutError } from '../../src/flow/run-timeout-error.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';

it('the end of a mini-batch is that of all its images, unless one alone is too slow', () => {
  expect(new RunTimeoutError('over')).toMatchObject({ code: 'run_timeout', message: 'over', forAll: true });
  expect(new RunTimeoutError('over', { forAll: false }).forAll).toBe(false);
});

it('has a cause only where one is known', () => {
  const cause = new Error('busy');
  expect(new RunTimeoutError('over', { cause }).cause).toBe(cause);
  expect(new RunTimeoutError('over')).not.toHaveProperty('cause');
});

it('no other attempt goes on, unless that is known', () => {
  expect(neverEnding().resumes()).toBe(false);
});
