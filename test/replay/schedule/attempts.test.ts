import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MiniBatchContext } from '../../../src/contract/mini-batch.ts';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { runFakeJob, tasks } from './run-fake-job.ts';

const raise = (): never => {
  throw new EntryScriptError('EntryScriptRunException', 'ValueError: no');
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a mini-batch that succeeds', () => {
  it('is run once, between init and shutdown [F01] [F11]', async () => {
    const { done, hosts, rows } = runFakeJob({}, { tasks: tasks(2) });
    const { end, tally } = await done;
    expect(hosts.transcript).toEqual(['start 1', 'init in 1', 'run 0 in 1', 'run 1 in 1', 'shutdown in 1']);
    expect(rows).toEqual(['/in/0-0.jpg', '/in/0-1.jpg', '/in/1-0.jpg', '/in/1-1.jpg']);
    expect(end).toEqual({ kind: 'finished' });
    expect(tally.items).toEqual({ total: 4, succeeded: 4, failed: 0, pending: 0 });
  });

  it('with fewer rows than items is not tried again; what is missing has failed [R18]', async () => {
    const { done, failures } = runFakeJob({ run: () => ['one'] }, { tasks: tasks(1, 5) });
    const { tally, end } = await done;
    expect(failures).toEqual([]);
    expect(tally.items).toMatchObject({ succeeded: 1, failed: 4 });
    expect(end.kind).toBe('finished');
  });

  it('with more rows than items succeeds, and all rows are written [R19]', async () => {
    const { done, rows } = runFakeJob({ run: () => ['1', '2', '3'] });
    expect((await done).tally).toMatchObject({ items: { succeeded: 2, failed: 0 }, rows: 3 });
    expect(rows).toEqual(['1', '2', '3']);
  });
});

describe('a mini-batch that fails', () => {
  it('is tried run_max_try times in total, then all its items have failed [A01] [T05]', async () => {
    const { done, failures } = runFakeJob({ run: raise }, { outputAction: 'summary_only' });
    const { tally, failedMiniBatches, failedAttempts, end } = await done;
    expect(failures.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(tally).toMatchObject({ miniBatches: { failed: 1, processed: 0 }, items: { failed: 2 } });
    expect(failedMiniBatches).toMatchObject([{ index: 0, attempts: 3, items: 2 }]);
    expect(failedAttempts.get('EntryScriptRunException')).toBe(3);
    expect(end).toEqual({ kind: 'finished' });
  });

  it('goes to the end of the queue, and counts for nothing when a later try is good', async () => {
    let first = true;
    const { done, hosts } = runFakeJob(
      {
        run(_process, files) {
          if (!first) return [...files];
          first = false;
          return raise();
        },
      },
      { tasks: tasks(2) },
    );
    expect((await done).tally.items.failed).toBe(0);
    expect(hosts.transcript).toEqual([
      'start 1',
      'init in 1',
      'run 0 in 1',
      'run 1 in 1',
      'run 0 in 1',
      'shutdown in 1',
    ]);
  });

  it('may be picked up by another process that was waiting [M11]', async () => {
    const { done, hosts } = runFakeJob(
      {
        async run(process, files) {
          if (process.number === 2) return [...files];
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return raise();
        },
      },
      { tasks: tasks(2), processCount: 2 },
    );
    await vi.advanceTimersByTimeAsync(1000);
    await done;
    expect(hosts.transcript).toContain('run 0 in 1');
    expect(hosts.transcript).toContain('run 0 in 2');
  });

  it('keeps its number and its files in every attempt [M09]', async () => {
    const seen: unknown[] = [];
    const run = (_: unknown, files: readonly string[], context: MiniBatchContext) => {
      seen.push([context.minibatch_index, files]);
      return raise();
    };
    await runFakeJob({ run }).done;
    const same = [0, ['/in/0-0.jpg', '/in/0-1.jpg']];
    expect(seen).toEqual([same, same, same]);
  });

  it('fails when a row cannot be encoded, and none of its rows is written [R16]', async () => {
    const { done, rows, failures } = runFakeJob({ run: () => ['fine', 'bad \uD800'] });
    await done;
    expect(failures.map(({ error }) => error.reason)).toEqual(Array(3).fill('UnicodeEncodeError'));
    expect(rows).toEqual([]);
  });
});

describe('the process', () => {
  it('is killed and replaced when run takes too long, and init is called again [A03] [F18]', async () => {
    const { done, hosts, failures } = runFakeJob({
      run: (process, files) => (process.number === 1 ? new Promise(() => {}) : [...files]),
    });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(hosts.transcript).not.toContain('kill 1');
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(hosts.transcript).toEqual([
      'start 1',
      'init in 1',
      'run 0 in 1',
      'kill 1',
      'start 2',
      'init in 2',
      'run 0 in 2',
      'shutdown in 2',
    ]);
    expect(failures[0]?.error.message).toBe('run() did not return within 60 s');
  });

  it('is replaced when it dies, which is a failed attempt [A04]', async () => {
    const { done, failures, hosts } = runFakeJob({
      run: async (process, files) => (process.number === 1 ? await process.die() : [...files]),
    });
    expect((await done).tally.items.succeeded).toBe(2);
    expect(failures[0]?.error.message).toBe('the worker process ended with exit code 1');
    expect(hosts.transcript.filter((line) => line.startsWith('start'))).toHaveLength(2);
  });

  it('that died while it waited is replaced without a failed attempt', async () => {
    let die: (() => void) | undefined;
    const { done, failures } = runFakeJob(
      {
        async run(process, files, { minibatch_index }) {
          if (minibatch_index === 1) {
            die = () => void process.die();
            return [...files];
          }
          if (process.runs > 1) return [...files];
          await new Promise((resolve) => setTimeout(resolve, 1000));
          die?.();
          return raise();
        },
      },
      { tasks: tasks(2), processCount: 2 },
    );
    await vi.advanceTimersByTimeAsync(5000);
    const { tally } = await done;
    expect(tally.items.succeeded).toBe(4);
    expect(failures).toHaveLength(1);
  });

  it('is replaced after more than 10 failed attempts, without shutdown [A05]', async () => {
    const { done, hosts } = runFakeJob({ run: raise }, { runMaxTry: 12 });
    await done;
    expect(hosts.transcript.filter((line) => line === 'run 0 in 1')).toHaveLength(11);
    expect(hosts.transcript.filter((line) => line === 'run 0 in 2')).toHaveLength(1);
    expect(hosts.transcript).toContain('kill 1');
    expect(hosts.transcript).not.toContain('shutdown in 1');
  });

  it('calls init() also when there are fewer mini-batches than processes [F19]', async () => {
    const { done, hosts } = runFakeJob({}, { tasks: tasks(2), processCount: 8 });
    expect((await done).processesStarted).toBe(8);
    expect(hosts.transcript.filter((line) => line.startsWith('init in'))).toHaveLength(8);
    expect(hosts.transcript.filter((line) => line.startsWith('shutdown in'))).toHaveLength(8);
  });

  it('is not started when there is no mini-batch', async () => {
    const { done } = runFakeJob({}, { tasks: [], processCount: 8, outputAction: 'summary_only' });
    expect((await done).processesStarted).toBe(0);
  });

  it('that hangs in shutdown is killed and changes nothing [F36]', async () => {
    const { done, hosts } = runFakeJob({ shutdown: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await done).end.kind).toBe('finished');
    expect(hosts.alive.size).toBe(0);
  });
});
