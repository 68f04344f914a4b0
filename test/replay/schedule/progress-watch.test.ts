import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
