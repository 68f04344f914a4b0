import { expect, it } from 'vitest';
import { taskOverheadTimeout } from '../../src/replay/task-overhead.ts';

it.each([
  ['', 30],
  ['--engine offline', 30],
  ['--task_overhead_timeout 5', 5],
  ['--task_overhead_timeout=0.5', 0.5],
  ['--task_overhead_timeout 5 --task_overhead_timeout 7', 7],
  ['--task_overhead_timeout none', 30],
  ['--task_overhead_timeout 0', 30],
  ['--task_overhead_timeout', 30],
])('entry arguments "%s" allow a mini-batch %d s more [A06]', (text, seconds) => {
  expect(taskOverheadTimeout(text.split(' '))).toBe(seconds);
});
