import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import type { Attempt, JobObserver } from '../../../src/replay/schedule/job-plan.ts';
import { runFakeJob, tasks } from './run-fake-job.ts';

const raise = (): never => {
  throw new EntryScriptError('EntryScriptRunException', 'ValueError: no');
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Writes down what it hears: `started 0.1 in 2` is attempt 1 of mini-batch 0 in process 2. */
function noting(heard: string[] = []): JobObserver & { readonly heard: readonly string[] } {
  const name = ({ task, attempt, processNumber }: Attempt) => `${task.index}.${attempt} in ${processNumber}`;
  return {
    heard,
    processStarted: () => {},
    attemptStarted: (attempt) => heard.push(`started ${name(attempt)}`),
    appended: (attempt, rows) => heard.push(`appended ${name(attempt)}: ${rows.length}`),
    attemptFailed: (attempt) => heard.push(`failed ${name(attempt)}: ${attempt.error.reason}`),
    initFailed: (processNumber, error) => heard.push(`init failed in ${processNumber}: ${error.reason}`),
    leaderFailed: (error) => heard.push(`leader failed: ${error.reason}`),
    progressed: ({ miniBatches }) => heard.push(`pending ${miniBatches.pending}`),
  };
}

describe('an observer', () => {
  it('hears each attempt of a mini-batch that is tried again, in order', async () => {
    const observer = noting();
    let runs = 0;
    const run = (_: unknown, files: readonly string[]) => ((runs += 1) === 1 ? raise() : [...files]);
    await runFakeJob({ run }, { observers: [observer] }).done;
    expect(observer.heard).toEqual([
      'started 0.1 in 1',
      'failed 0.1 in 1: EntryScriptRunException',
      'started 0.2 in 1',
      'appended 0.2 in 1: 2',
      'pending 0',
    ]);
  });

  it('hears that a mini-batch is settled after its last attempt failed', async () => {
    const observer = noting();
    await runFakeJob({ run: raise }, { observers: [observer], runMaxTry: 2 }).done;
    expect(observer.heard.slice(-3)).toEqual([
      'started 0.2 in 1',
      'failed 0.2 in 1: EntryScriptRunException',
      'pending 0',
    ]);
  });

  it('can tell two processes apart', async () => {
    const observer = noting();
    const { done } = runFakeJob(
      {
        async run(process, files) {
          await new Promise((resolve) => setTimeout(resolve, process.number * 1000));
          return [...files];
        },
      },
      { observers: [observer], tasks: tasks(3), processCount: 2 },
    );
    await vi.advanceTimersByTimeAsync(3000);
    await done;
    expect(observer.heard.filter((event) => !event.startsWith('pending'))).toEqual([
      'started 0.1 in 1',
      'started 1.1 in 2',
      'appended 0.1 in 1: 2',
      'started 2.1 in 1',
      'appended 1.1 in 2: 2',
      'appended 2.1 in 1: 2',
    ]);
  });

  it('hears of rows only once they are safe', async () => {
    const observer = noting();
    let safe = (): void => {};
    const append = () =>
      new Promise<void>((resolve) => {
        safe = resolve;
      });
    const { done } = runFakeJob({}, { observers: [observer], append });
    await vi.advanceTimersByTimeAsync(0);
    expect(observer.heard).toEqual(['started 0.1 in 1']);
    safe();
    await done;
    expect(observer.heard).toEqual(['started 0.1 in 1', 'appended 0.1 in 1: 2', 'pending 0']);
  });

  it('hears nothing of rows that could not be appended', async () => {
    const observer = noting();
    const append = () => Promise.reject(new Error('disk full'));
    await expect(runFakeJob({}, { observers: [observer], append }).done).rejects.toThrow('disk full');
    expect(observer.heard).toEqual(['started 0.1 in 1']);
  });

  it('hears the rows counted that summary_only throws away [R24]', async () => {
    const observer = noting();
    await runFakeJob({}, { observers: [observer], outputAction: 'summary_only' }).done;
    expect(observer.heard).toContain('appended 0.1 in 1: 2');
  });

  it('hears no more of an attempt that a stop cuts short', async () => {
    const observer = noting();
    const { done, stop } = runFakeJob({ run: () => new Promise(() => {}) }, { observers: [observer] });
    await vi.advanceTimersByTimeAsync(0);
    stop.abort();
    expect((await done).end).toEqual({ kind: 'interrupted' });
    expect(observer.heard).toEqual(['started 0.1 in 1']);
  });

  it('hears of processes that cannot start', async () => {
    const observer = noting();
    const init = (process: { readonly number: number }): void => {
      if (process.number === 1) throw new EntryScriptError('EntryScriptInitException', 'no');
    };
    await runFakeJob({ init }, { observers: [observer] }).done;
    expect(observer.heard.slice(0, 2)).toEqual([
      'init failed in 1: EntryScriptInitException',
      'started 0.1 in 2',
    ]);
  });
});

describe('several observers', () => {
  it('all hear everything, each event in the order in which they were given', async () => {
    const heard: string[] = [];
    const second = { appended: () => void heard.push('second') };
    await runFakeJob({}, { observers: [noting(heard), second] }).done;
    expect(heard).toEqual(['started 0.1 in 1', 'appended 0.1 in 1: 2', 'second', 'pending 0']);
  });

  it('go on when one of them throws, which is reported and then left out', async () => {
    let calls = 0;
    const broken: Partial<JobObserver> = {
      appended() {
        calls += 1;
        throw new Error('cannot write the journal');
      },
    };
    const observer = noting();
    const { done, rows, observerErrors } = runFakeJob({}, { observers: [broken, observer], tasks: tasks(2) });
    expect((await done).end).toEqual({ kind: 'finished' });
    expect(rows).toHaveLength(4);
    expect(observer.heard.filter((event) => event.startsWith('appended'))).toHaveLength(2);
    expect([calls, observerErrors]).toEqual([1, [new Error('cannot write the journal')]]);
  });
});
