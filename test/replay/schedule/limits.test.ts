import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { MachineError } from '../../../src/files/machine-error.ts';
import { runFakeJob, tasks } from './run-fake-job.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const failInit = (): never => {
  throw new EntryScriptError('EntryScriptInitException', 'KeyError: secret');
};

describe('error_threshold', () => {
  it('is not broken by as many failed items [T01]', async () => {
    const { done } = runFakeJob({ run: () => ['one'] }, { tasks: tasks(3), errorThreshold: 3 });
    expect((await done).end).toEqual({ kind: 'finished' });
  });

  it('is broken by one more: what runs is killed, what waits stays undone [T02]', async () => {
    const { done, hosts } = runFakeJob(
      {
        run: (process, files) => (process.number === 2 ? new Promise(() => {}) : files.slice(1)),
      },
      { tasks: tasks(6), errorThreshold: 1, processCount: 2 },
    );
    const { end, tally } = await done;
    expect(end).toMatchObject({ kind: 'broken', rule: { name: 'error_threshold' } });
    expect(tally.miniBatches).toMatchObject({ processed: 2, pending: 4 });
    expect(hosts.alive.size).toBe(0);
    expect(hosts.transcript.filter((line) => line.startsWith('shutdown'))).toEqual([]);
  });
});

describe.each([
  ['allowed_failed_count', { allowedFailedCount: 1 }],
  ['allowed_failed_percent', { allowedFailedPercent: 25 }],
])('%s', (name, limits) => {
  const failing = (indexes: readonly number[]) =>
    runFakeJob(
      {
        run(_process, files, context) {
          if (indexes.includes(Number(context.minibatch_index))) return failInit();
          return [...files];
        },
      },
      { tasks: tasks(4), runMaxTry: 2, ...limits },
    ).done;

  it('is not broken by as many failed mini-batches, nor by an attempt that a later one makes up for', async () => {
    expect((await failing([0])).end).toEqual({ kind: 'finished' });
  });

  it('is broken by one more, whatever items failed [T10] [T11]', async () => {
    const { end, tally } = await failing([0, 1]);
    expect(end).toMatchObject({
      kind: 'broken',
      rule: { name, message: expect.stringMatching(/^2 mini-batches failed.*AML stops such a job$/) },
    });
    expect(tally.miniBatches.failed).toBe(2);
  });
});

describe('nothing to append', () => {
  const nothing = { run: () => [] };

  it('fails an append_row job [R21]', async () => {
    const { end } = await runFakeJob(nothing).done;
    expect(end).toMatchObject({ kind: 'broken', rule: { name: 'no_result_to_append' } });
  });

  it('does not fail a summary_only job [R22]', async () => {
    const { done, rows } = runFakeJob(nothing, { outputAction: 'summary_only' });
    expect((await done).end).toEqual({ kind: 'finished' });
    expect(rows).toEqual([]);
  });
});

describe('init', () => {
  it('that fails on all processes ends the job after 3 failures for each [F23]', async () => {
    const { done } = runFakeJob({ init: failInit }, { tasks: tasks(5), processCount: 2 });
    const { end, initFailures, tally } = await done;
    expect(initFailures).toBe(6);
    expect(end).toMatchObject({ kind: 'broken', rule: { name: 'init_failed' } });
    expect(end.kind === 'broken' && end.rule.message).toContain('KeyError: secret');
    expect(tally.miniBatches.pending).toBe(5);
  });

  it('that fails on one node only leaves the work to the others', async () => {
    const { done, hosts } = runFakeJob(
      { init: (process) => (process.node === 1 ? failInit() : undefined) },
      { tasks: tasks(3), nodeCount: 3, processCount: 2 },
    );
    expect(await done).toMatchObject({ end: { kind: 'finished' }, tally: { miniBatches: { processed: 3 } } });
    expect(hosts.transcript.filter((line) => line.startsWith('start '))).toContain('start 6');
  });

  it('that fails now and then does no harm [F24]', async () => {
    const { done } = runFakeJob(
      { init: (process) => (process.number % 2 === 1 ? failInit() : undefined) },
      { tasks: tasks(3) },
    );
    expect(await done).toMatchObject({ end: { kind: 'finished' }, initFailures: 1 });
  });

  it('that is followed by the end of the process, before its first mini-batch, is charged for that one', async () => {
    const { done, failures } = runFakeJob(
      {
        init: (process) => {
          if (process.number === 2) setTimeout(() => void process.die(), 5);
        },
        run: async (process, files) => {
          if (process.number > 1) return [...files];
          await new Promise((resolve) => setTimeout(resolve, 10));
          return process.die();
        },
      },
      { tasks: tasks(1), processCount: 2 },
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(await done).toMatchObject({ end: { kind: 'finished' } });
    expect(failures.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('that keeps failing in one process leaves the work to the other', async () => {
    const { done } = runFakeJob(
      {
        async init(process) {
          if (process.number === 1) return;
          await new Promise((resolve) => setTimeout(resolve, 1));
          failInit();
        },
        run: async (_process, files) => {
          await new Promise((resolve) => setTimeout(resolve, 10));
          return [...files];
        },
      },
      { tasks: tasks(4), processCount: 2 },
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(await done).toMatchObject({ end: { kind: 'finished' }, initFailures: 6 });
  });

  it('that does not return in time counts as failed, and its process is killed [F30]', async () => {
    const { done, hosts } = runFakeJob({
      init: (process) => (process.number === 1 ? new Promise(() => {}) : undefined),
    });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(await done).toMatchObject({ end: { kind: 'finished' }, initFailures: 1 });
    expect(hosts.transcript).toContain('kill 1');
  });

  it('of an invalid entry script ends the job at once', async () => {
    const { done } = runFakeJob({
      init() {
        throw new EntryScriptError('EntryScriptInvalid', 'no function run');
      },
    });
    expect(await done).toMatchObject({ initFailures: 1, end: { rule: { name: 'entry_script_invalid' } } });
  });
});

describe('interrupts', () => {
  const slow = {
    run: async (_process: unknown, files: readonly string[]) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return [...files];
    },
  };

  it('drain: the running mini-batches finish and are appended, no new one starts', async () => {
    const { done, drain, rows, hosts } = runFakeJob(slow, { tasks: tasks(6), processCount: 2 });
    await vi.advanceTimersByTimeAsync(10);
    drain.abort();
    await vi.advanceTimersByTimeAsync(1000);
    const { end, tally } = await done;
    expect(end.kind).toBe('interrupted');
    expect(tally.miniBatches).toMatchObject({ processed: 2, pending: 4 });
    expect(rows).toHaveLength(4);
    expect(hosts.transcript).toContain('shutdown in 1');
  });

  it('stop: everything is killed at once [T16]', async () => {
    const { done, stop, rows, hosts } = runFakeJob(slow, { tasks: tasks(6), processCount: 2 });
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    expect((await done).end.kind).toBe('interrupted');
    expect(rows).toEqual([]);
    expect(hosts.alive.size).toBe(0);
  });

  it('drain while init runs does not wait for it', async () => {
    const { done, drain, hosts } = runFakeJob({ init: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(10);
    drain.abort();
    expect((await done).initFailures).toBe(0);
    expect(hosts.alive.size).toBe(0);
  });
});

describe('a machine that does not let the job go on', () => {
  it('stops it when rows cannot be appended: what was done counts, and no process is left', async () => {
    const error = new MachineError('machine_limit', 'the disk is full');
    let appended = 0;
    const append = () => (++appended > 2 ? Promise.reject(error) : Promise.resolve());
    const { done, hosts } = runFakeJob({}, { tasks: tasks(4), processCount: 2, append });
    const { end, tally } = await done;
    expect(end).toEqual({ kind: 'stopped', error });
    expect(tally.miniBatches).toMatchObject({ processed: 2, failed: 0, pending: 2 });
    expect(hosts.alive.size).toBe(0);
  });

  it('stops it when a process cannot be started', async () => {
    const error = new MachineError('machine_limit', 'no more processes');
    const init = () => Promise.reject(error);
    const { end, tally } = await runFakeJob({ init }, { tasks: tasks(4), processCount: 2 }).done;
    expect(end).toEqual({ kind: 'stopped', error });
    expect(tally.miniBatches).toMatchObject({ failed: 0, pending: 4 });
  });

  it('does not hide a defect', async () => {
    const append = () => Promise.reject(new TypeError('undefined is not a function'));
    const { done, hosts } = runFakeJob({}, { tasks: tasks(4), processCount: 2, append });
    await expect(done).rejects.toThrow('undefined is not a function');
    expect(hosts.alive.size).toBe(0);
  });
});
