import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { runFakeJob, tasks } from './run-fake-job.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('a job without progress for progress_update_timeout fails [T13]', async () => {
  const { done, hosts } = runFakeJob(
    {
      async run(_process, files) {
        await after(50_000);
        return [...files];
      },
    },
    { tasks: tasks(3), progressTimeoutMs: 40_000 },
  );
  await vi.advanceTimersByTimeAsync(40_000);
  const { end, tally } = await done;
  expect(end).toMatchObject({
    kind: 'broken',
    rule: { name: 'progress_update_timeout', message: expect.stringContaining('for 40 s') },
  });
  expect(tally.miniBatches.pending).toBe(3);
  expect(hosts.alive.size).toBe(0);
});

it('each mini-batch that is done is progress', async () => {
  const { done } = runFakeJob(
    {
      async run(_process, files) {
        await after(30_000);
        return [...files];
      },
    },
    { tasks: tasks(3), progressTimeoutMs: 40_000 },
  );
  await vi.runAllTimersAsync();
  expect((await done).end).toEqual({ kind: 'finished' });
});

it('a slow shutdown() after the last mini-batch is no lack of progress', async () => {
  const { done } = runFakeJob(
    { shutdown: () => new Promise((resolve) => setTimeout(resolve, 20_000)) },
    { tasks: tasks(2), progressTimeoutMs: 5000 },
  );
  await vi.runAllTimersAsync();
  expect((await done).end).toEqual({ kind: 'finished' });
});

it('a failed attempt that is followed by another is no progress', async () => {
  const { done } = runFakeJob(
    {
      async run() {
        await after(15_000);
        throw new EntryScriptError('EntryScriptRunException', 'ValueError');
      },
    },
    { runMaxTry: 3, progressTimeoutMs: 40_000 },
  );
  await vi.runAllTimersAsync();
  expect((await done).end).toMatchObject({ rule: { name: 'progress_update_timeout' } });
});

describe('init', () => {
  it('that hangs in all processes ends the job after three run limits and 30 seconds [F32]', async () => {
    const limits = { processCount: 2, initTimeoutMs: 40_000, startTimeoutMs: 60_000 };
    const { done, hosts } = runFakeJob({ init: () => new Promise(() => {}) }, limits);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(hosts.alive.size).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(await done).toMatchObject({
      initFailures: 2,
      end: { rule: { name: 'init_timeout', message: expect.stringContaining('in 60 s') } },
    });
    expect(hosts.alive.size).toBe(0);
  });

  it('that one process came past has all the time for its mini-batches', async () => {
    const { done } = runFakeJob(
      {
        init: (process) => (process.number === 1 ? undefined : new Promise(() => {})),
        run: (_process, files) => new Promise((resolve) => setTimeout(() => resolve([...files]), 50_000)),
      },
      { tasks: tasks(6), processCount: 2 },
    );
    await vi.runAllTimersAsync();
    expect((await done).end).toEqual({ kind: 'finished' });
  });
});

it('leaves no timer behind, whatever the end', async () => {
  const { done, drain } = runFakeJob({ init: () => new Promise(() => {}) }, { progressTimeoutMs: 1e6 });
  await vi.advanceTimersByTimeAsync(0);
  drain.abort();
  expect((await done).end).toEqual({ kind: 'interrupted' });
  expect(vi.getTimerCount()).toBe(0);
});
