import { expect, it } from 'vitest';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { StartRules } from '../../../src/replay/schedule/start-rules.ts';

const error = new EntryScriptError('EntryScriptInitException', 'KeyError: secret');

/** Rules of two nodes with two processes each, at a time that a test sets. */
function rules() {
  const clock = { now: 1000 };
  const start = new StartRules({ nodeCount: 2, processCount: 2 }, () => clock.now);
  const fail = (node: number, times: number, someReady = false) =>
    Array.from({ length: times }, () => start.failed(node, error, someReady)).at(-1);
  return { start, clock, fail };
}

it('gives up a node after three failures for each of its processes, and the job with the last node', () => {
  const { fail, start } = rules();
  expect(fail(0, 5)).toBe('again');
  expect(fail(0, 1)).toBe('leave');
  expect(fail(1, 5)).toBe('again');
  expect(fail(1, 1)).toBe('end');
  expect(start.description).toContain(
    'failed 12 times in a row, on every process; AML gives up. The first error: KeyError',
  );
});

it('counts anew when a process of the node is ready', () => {
  const { fail, start } = rules();
  fail(0, 6);
  start.ready(0);
  expect(fail(0, 5)).toBe('again');
  expect(fail(1, 6)).toBe('leave');
  expect(fail(0, 1)).toBe('end');
});

it('ends the job after two minutes when init failed twice for each process of all nodes [F31]', () => {
  const { fail, clock } = rules();
  expect(fail(0, 4)).toBe('again');
  expect(fail(1, 4)).toBe('again');
  clock.now += 120_000;
  expect(fail(1, 1)).toBe('again');
  clock.now += 1;
  expect(fail(0, 1)).toBe('end');
});

it('does not end the job before there were as many failures, however late', () => {
  const { fail, clock } = rules();
  clock.now += 1_000_000;
  expect(fail(0, 5)).toBe('again');
  expect(fail(1, 2)).toBe('again');
  expect(fail(1, 1)).toBe('end');
});

it('leaves the job to a process that is ready', () => {
  const { fail, clock } = rules();
  clock.now += 1_000_000;
  expect(fail(0, 6, true)).toBe('leave');
  expect(fail(1, 6, true)).toBe('leave');
});
