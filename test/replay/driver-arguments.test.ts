import { describe, expect, it } from 'vitest';
import {
  findTimeoutProblems,
  noteDriverArguments,
  progressUpdateTimeout,
  startTimeout,
  taskOverheadTimeout,
} from '../../src/replay/driver-arguments.ts';

it.each([
  ['', 30],
  ['--engine offline', 30],
  ['--task_overhead_timeout 5', 5],
  ['--task_overhead_timeout=0.5', 0.5],
  ['--task_overhead_timeout 5 --task_overhead_timeout 7', 7],
])('entry arguments "%s" allow a mini-batch %d s more [A06]', (text, seconds) => {
  expect(taskOverheadTimeout(text.split(' '))).toBe(seconds);
});

it.each([
  ['--engine offline', null],
  ['--progress_update_timeout 600', 600],
  ['--progress_update_timeout=0.5 --engine offline', 0.5],
])('entry arguments "%s" allow %s s without progress', (text, seconds) => {
  expect(progressUpdateTimeout(text.split(' '))).toBe(seconds);
});

it('a process has three run limits and 30 s to come past its init() [F32]', () => {
  expect(startTimeout(60)).toBe(210);
});

describe('findTimeoutProblems', () => {
  it.each(['', 'none', '0', '-1', '259201', 'Infinity'])('rejects "%s"', (value) => {
    const words = ['--progress_update_timeout', value, `--first_task_creation_timeout=${value}`];
    expect(findTimeoutProblems(words)).toEqual([
      `--progress_update_timeout is "${value}": give seconds, more than 0 and at most 259200.`,
      `--first_task_creation_timeout is "${value}": give seconds, more than 0 and at most 259200.`,
    ]);
  });

  it('accepts up to three days, and what is no timeout', () => {
    expect(findTimeoutProblems(['--task_overhead_timeout', '259200', '--engine', 'none'])).toEqual([]);
  });
});

describe('noteDriverArguments', () => {
  it('names what only AML acts on', () => {
    const words = [
      '--copy_logs_to_parent=True',
      '--first_task_creation_timeout',
      '9',
      '--amlbi_async_mode=true',
    ];
    expect(noteDriverArguments([...words, '--engine', 'offline'])).toEqual([
      "AML's driver acts on --first_task_creation_timeout, --copy_logs_to_parent, --amlbi_async_mode, a replay does not",
    ]);
  });

  it('has nothing to say of the arguments of an entry script', () => {
    expect(noteDriverArguments(['--engine', 'offline', '--task_overhead_timeout', '9'])).toEqual([]);
  });
});
