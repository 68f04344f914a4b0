import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MachineError } from '../../../src/files/machine-error.ts';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { runFakeJob, tasks } from './run-fake-job.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => {});

describe('the leader', () => {
  it('has done its part before a process is started', async () => {
    const steps: string[] = [];
    const { done } = runFakeJob(
      { init: () => void steps.push('init') },
      {
        async lead() {
          await new Promise((resolve) => setTimeout(resolve, 1000));
          steps.push('led');
        },
      },
    );
    await vi.runAllTimersAsync();
    expect((await done).end).toEqual({ kind: 'finished' });
    expect(steps).toEqual(['led', 'init']);
  });

  it('ends the job where it rejects the entry script, and no process is started', async () => {
    const failures: string[] = [];
    const { done, hosts } = runFakeJob(
      {},
      {
        lead: () => Promise.reject(new EntryScriptError('EntryScriptInvalid', 'no function run')),
        observers: [{ leaderFailed: ({ message }) => failures.push(message) }],
      },
    );
    expect(await done).toMatchObject({
      end: {
        kind: 'broken',
        rule: { name: 'entry_script_invalid', message: expect.stringContaining('no function run') },
      },
      initFailures: 0,
      processesStarted: 0,
    });
    expect(failures).toEqual(['no function run']);
    expect(hosts.transcript).toEqual([]);
  });

  it('has as much time as init()', async () => {
    const signals: AbortSignal[] = [];
    const lead = (signal: AbortSignal) => (signals.push(signal), never());
    const { done } = runFakeJob({}, { lead, initTimeoutMs: 90_000 });
    await vi.advanceTimersByTimeAsync(90_000);
    expect((await done).end).toMatchObject({
      rule: { name: 'entry_script_invalid', message: expect.stringContaining('did not end within 90 s') },
    });
    expect(signals[0]?.aborted).toBe(true);
  });

  it.each(['drain', 'stop'] as const)('is not waited for after a %s', async (how) => {
    const job = runFakeJob({}, { lead: never });
    await vi.advanceTimersByTimeAsync(0);
    job[how].abort();
    expect((await job.done).end).toEqual({ kind: 'interrupted' });
    expect(job.hosts.transcript).toEqual([]);
  });

  it('ends the job as stopped where this machine cannot start it', async () => {
    const error = new MachineError('unavailable', 'no more processes');
    const { done } = runFakeJob({}, { lead: () => Promise.reject(error) });
    expect((await done).end).toEqual({ kind: 'stopped', error });
  });

  it('is not asked where nothing is left to do, and its time is no lack of progress', async () => {
    const lead = vi.fn<() => Promise<void>>(
      () => new Promise<void>((resolve) => setTimeout(resolve, 50_000)),
    );
    expect((await runFakeJob({}, { lead, tasks: [] }).done).processesStarted).toBe(0);
    expect(lead).not.toHaveBeenCalled();
    const { done } = runFakeJob({}, { lead, tasks: tasks(1), progressTimeoutMs: 40_000 });
    await vi.runAllTimersAsync();
    expect((await done).end).toEqual({ kind: 'finished' });
  });
});
