import { expect, it } from 'vitest';
import { RequestQueue } from '../../../src/flow/pacing/request-queue.ts';

function drained(queue: RequestQueue<string>): string[] {
  const values: string[] = [];
  for (let value = queue.shift(); value !== null; value = queue.shift()) values.push(value);
  return values;
}

it('lets submits leave before polls, each kind in its order', () => {
  const queue = new RequestQueue<string>();
  queue.push('poll', 'poll 1', false);
  queue.push('submit', 'submit 1', false);
  queue.push('poll', 'poll 2', false);
  queue.push('submit', 'submit 2', false);
  expect(drained(queue)).toEqual(['submit 1', 'submit 2', 'poll 1', 'poll 2']);
});

it('puts a rejected request in front of its kind', () => {
  const queue = new RequestQueue<string>();
  queue.push('submit', 'waiting', false);
  queue.push('poll', 'rejected poll', true);
  queue.push('submit', 'rejected submit', true);
  expect(drained(queue)).toEqual(['rejected submit', 'waiting', 'rejected poll']);
});

it('skips what was cancelled, and counts what waits', () => {
  const queue = new RequestQueue<string>();
  const gone = queue.push('submit', 'gone', false);
  queue.push('submit', 'here', false);
  queue.cancel(gone);
  queue.cancel(gone);
  expect(queue.size).toBe(1);
  expect(drained(queue)).toEqual(['here']);
  expect(queue.size).toBe(0);
});

it('keeps the order of many that come and go', () => {
  const queue = new RequestQueue<string>();
  const expected: string[] = [];
  const left: (string | null)[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    queue.push('submit', String(index), false);
    expected.push(String(index));
    if (index % 3 === 0) left.push(queue.shift());
  }
  expect([...left, ...drained(queue)]).toEqual(expected);
});
