import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { HostDiedError } from '../../../src/replay/host/host-errors.ts';
import { faultyHosts } from '../../../src/replay/inject/faulty-hosts.ts';
import type { LeftRows } from '../../../src/replay/inject/left-rows.ts';
import { parseInjections } from '../../../src/replay/inject/parse-injections.ts';
import { FakeHosts, type FakeScript } from '../host/fake-host.ts';

/** Processes with one fault each, or as the rule says. */
function startWith(rule: object, script: FakeScript = {}) {
  const inner = new FakeHosts(script);
  const left: LeftRows[] = [];
  const preempt = vi.fn<() => void>();
  const leave = async (rows: LeftRows): Promise<void> => void left.push(rows);
  const hosts = faultyHosts(inner, parseInjections(JSON.stringify([rule]), 'it'), { leave, preempt });
  return { hosts, inner, left, preempt, first: hosts.start(1) };
}

const never = () => new Promise<never>(() => {});
const FILES = ['/in/a', '/in/b', '/in/c', '/in/d'];
const run = (host: ReturnType<typeof startWith>['first'], index = 3, retries = 0) =>
  host.run(FILES, { minibatch_index: index, retry_count: retries }, neverAborted);

describe('a fault of init', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('fails it, in the processes that the rule names', async () => {
    const { hosts, first } = startWith({ fault: 'init_failure', process: 1 });
    await expect(first.init(neverAborted)).rejects.toMatchObject({ reason: 'EntryScriptInitException' });
    await hosts.start(2).init(neverAborted);
  });

  it('delays it', async () => {
    const { first, inner } = startWith({ fault: 'slow_init', seconds: 20 });
    const done = first.init(neverAborted);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(inner.transcript).toEqual(['start 1']);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(inner.transcript).toEqual(['start 1', 'init in 1']);
  });
});

describe('a fault of run', () => {
  it('is only for the attempts that the rule names', async () => {
    const { first } = startWith({ fault: 'out_of_memory', mini_batch: 2, attempt: 3 });
    expect(await run(first)).toEqual(FILES);
    expect(await run(first, 2)).toEqual(FILES);
    await expect(run(first, 2, 2)).rejects.toBeInstanceOf(HostDiedError);
  });

  it('timeout never returns', async () => {
    const { first, inner } = startWith({ fault: 'timeout' });
    const limit = new AbortController();
    const running = first.run(FILES, { minibatch_index: 0 }, limit.signal);
    limit.abort(new Error('the time is over'));
    await expect(running).rejects.toThrow('the time is over');
    expect(inner.transcript).toEqual(['start 1']);
  });

  it('out_of_memory kills the process in the call [A17]', async () => {
    const { first, inner } = startWith({ fault: 'out_of_memory' });
    await expect(run(first)).rejects.toThrow(
      'ended on signal SIGKILL (exit code -9), because of out_of_memory, as --inject says',
    );
    expect(inner.transcript).toEqual(['start 1', 'run 3 in 1', 'kill 1']);
    expect(first.alive).toBe(false);
  });

  it('node_loss ends every process, and none that is started later', async () => {
    const { hosts, first, inner } = startWith({ fault: 'node_loss' });
    const second = hosts.start(2);
    await expect(run(second)).rejects.toBeInstanceOf(HostDiedError);
    expect(first.alive).toBe(false);
    hosts.start(3);
    expect(inner.alive).toEqual(new Set([3]));
  });

  it.each(['init', 'run'] as const)(
    'node_loss is what a process says that it ended in its %s',
    async (call) => {
      const { hosts, first } = startWith({ fault: 'node_loss', mini_batch: 3 }, { [call]: never });
      const second = hosts.start(2);
      const lost = call === 'init' ? first.init(neverAborted) : run(first, 0);
      const [ofFirst] = await Promise.allSettled([lost, run(second)]);
      expect(ofFirst).toMatchObject({
        reason: {
          reason: 'ProcessDied',
          message:
            'the worker process ended on signal SIGKILL (exit code -9), because of node_loss, as --inject says',
        },
      });
    },
  );

  it('preemption ends the job', async () => {
    const { first, preempt } = startWith({ fault: 'preemption' });
    const stop = new AbortController();
    const running = first.run(FILES, { minibatch_index: 0 }, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(preempt).toHaveBeenCalledOnce();
  });

  it('lost_acknowledgement leaves all rows, and the process goes on', async () => {
    const { first, left } = startWith({ fault: 'lost_acknowledgement' });
    await expect(run(first)).rejects.toMatchObject({ reason: 'AcknowledgementLost' });
    expect(left).toEqual([
      {
        index: 3,
        attempt: 1,
        cause: 'lost_acknowledgement',
        rows: 4,
        torn: false,
        text: '/in/a\n/in/b\n/in/c\n/in/d\n',
      },
    ]);
    expect(await run(first, 3, 1)).toEqual(FILES);
  });

  it.each([
    [{}, '/in/a\n/in/b\n', 2, false],
    [{ rows: 3 }, '/in/a\n/in/b\n/in/c\n', 3, false],
    [{ rows: 99 }, '/in/a\n/in/b\n/in/c\n/in/d\n', 4, false],
    [{ rows: 1, torn: true }, '/in/a\n/in', 1, true],
    [{ rows: 4, torn: true }, '/in/a\n/in/b\n/in/c\n/in/d\n', 4, false],
  ])('killed_while_writing %j leaves the rows before the kill', async (fields, text, rows, torn) => {
    const { first, left } = startWith({ fault: 'killed_while_writing', ...fields });
    await expect(run(first)).rejects.toThrow(`; ${rows} of its 4 rows stay in the file`);
    expect(left).toMatchObject([{ text, rows, torn, cause: 'killed_while_writing' }]);
    expect(first.alive).toBe(false);
  });

  it('leaves no rows that cannot be written', async () => {
    const { first, left } = startWith({ fault: 'lost_acknowledgement' }, { run: () => ['\uD800'] });
    await expect(run(first)).rejects.toMatchObject({ reason: 'UnicodeEncodeError' });
    expect(left).toEqual([]);
  });

  it('slow_mount takes longer for each file', async () => {
    vi.useFakeTimers();
    try {
      const { first, inner } = startWith({ fault: 'slow_mount', seconds: 5 });
      const done = run(first);
      await vi.advanceTimersByTimeAsync(19_999);
      expect(inner.transcript).toEqual(['start 1']);
      await vi.advanceTimersByTimeAsync(1);
      expect(await done).toEqual(FILES);
    } finally {
      vi.useRealTimers();
    }
  });

  const reading = {
    run: (_: unknown, files: readonly string[]) =>
      Promise.all(
        files.map((file) =>
          readFile(file).then(String, ({ code }: NodeJS.ErrnoException) => `${file} ${code}`),
        ),
      ),
  };

  it.each([...(process.platform === 'linux' ? [['io', 'EIO']] : []), ['missing', 'ENOENT']])(
    'failing_mount with error %s cannot read files, which keep their names',
    async (error, code) => {
      const { first } = startWith({ fault: 'failing_mount', error }, reading);
      const seen = await run(first);
      expect(seen).toEqual(
        FILES.map((file) => expect.stringMatching(new RegExp(`mount-.*${file} ${code}$`))),
      );
      expect(await run(first, 3, 1)).toEqual(FILES.map((file) => `${file} ENOENT`));
    },
  );
});
