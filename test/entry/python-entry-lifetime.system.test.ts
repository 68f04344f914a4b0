import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import {
  createSnapshot,
  isRunning,
  openPythonEntry,
  PYTHON,
  type PythonEntry,
  type Snapshot,
} from './python-entry.ts';

let snapshot: Snapshot;
let entry: PythonEntry;
beforeEach(() => {
  snapshot = createSnapshot();
  entry = openPythonEntry(snapshot, { LEAST_SILENCE_SECONDS: '2' });
});
afterEach(async () => {
  await entry.close();
  snapshot.remove();
});

const onlyChild = (): number => snapshot.childPids().at(-1) ?? Number.NaN;

/** The rows or the error of a call that is in progress in the child: `what` it said when it began. */
async function begin(what: 'INFO init' | 'INFO run' | 'INFO shutdown', call: Promise<unknown>) {
  const outcome = call.catch((error: unknown) => error);
  await until(() => entry.stderr().includes(`${what}\n`));
  return { outcome };
}

describe('the host is killed with SIGKILL', () => {
  const STAGES: Record<string, () => Promise<unknown>> = {
    'during init': () => begin('INFO init', entry.init(['--slow-init'])),
    'when idle': () => entry.init([]),
    'when idle after a run': async () => {
      await entry.init([]);
      await entry.run(['/a']);
    },
    'during a run': async () => {
      await entry.init([]);
      await begin('INFO run', entry.run(['wait for the end']));
    },
    'during a run that ignores the abort': async () => {
      await entry.init([]);
      await begin('INFO run', entry.run(['ignore the end']));
    },
    'during shutdown': async () => {
      await entry.init(['--slow-shutdown']);
      await begin('INFO shutdown', entry.shutdown());
    },
  };

  it.each(Object.entries(STAGES))('%s: no child survives', async (_stage, reach) => {
    await reach();
    const child = onlyChild();
    expect(isRunning(child)).toBe(true);
    entry.process.kill('SIGKILL');
    await until(() => !isRunning(child));
  });

  it('before init: there is no child', async () => {
    entry.process.kill('SIGKILL');
    await once(entry.process, 'close');
    expect(snapshot.childPids()).toEqual([]);
  });

  it('while a process that it forked holds its descriptors: no child survives', async () => {
    const script = `
import ctypes, time, parallel_run_entry as entry
entry.init()
forked = ctypes.CDLL(None).fork()
if forked > 0:
    print(forked, flush=True)
time.sleep(20)`;
    const host = spawn(PYTHON, ['-c', script], { cwd: snapshot.folder, env: snapshot.env });
    const [text] = await once(host.stdout, 'data');
    const forked = Number(String(text));
    expect(forked).toBeGreaterThan(1);
    try {
      host.kill('SIGKILL');
      await until(() => !isRunning(onlyChild()));
      expect(isRunning(forked)).toBe(true);
    } finally {
      process.kill(forked, 'SIGKILL');
    }
  });
});

describe('the child', () => {
  it('leaves when the host ends by itself, with or without shutdown()', async () => {
    await entry.init([]);
    expect(await entry.close()).toBe(0);
    expect(isRunning(onlyChild())).toBe(false);
  });

  it('is one for the life of the process', async () => {
    await entry.init([]);
    for (const order of ['/a', 'print noise', 'pid']) await entry.run([order]);
    expect(snapshot.childPids()).toHaveLength(1);
  });

  it('killed when idle: the next attempt works, initialised with the same arguments', async () => {
    await entry.init(['--engine', 'offline']);
    process.kill(onlyChild(), 'SIGKILL');
    await until(() => !isRunning(snapshot.childPids()[0] ?? 0));
    expect(await entry.run(['/a'])).toEqual([expect.stringContaining('["--engine","offline"]')]);
    expect(snapshot.childPids()).toHaveLength(2);
  });

  it('killed during a run: the attempt fails with the signal, the next one works', async () => {
    await entry.init([]);
    const { outcome } = await begin('INFO run', entry.run(['ignore the end']));
    process.kill(onlyChild(), 'SIGKILL');
    expect(await outcome).toMatchObject({ message: expect.stringMatching(/signal 9 .*out of memory/) });
    expect(await entry.run(['/a'])).toHaveLength(1);
  });

  it('killed during a run that another one can go on with: the run ends in that one', async () => {
    await entry.init(['--goes-on']);
    expect(await entry.run(['be killed once', '/a'])).toHaveLength(2);
    expect(snapshot.childPids().map(isRunning)).toEqual([false, true]);
    expect(entry.stderr()).toContain('WARNING The Node worker was ended by signal 9');
  });

  it('killed whenever it goes on: the attempt fails after two children for each image and one more', async () => {
    await entry.init(['--goes-on']);
    await expect(entry.run(['be killed'])).rejects.toThrow('signal 9');
    expect(snapshot.childPids()).toHaveLength(3);
    expect(await entry.run(['/a'])).toHaveLength(1);
  });

  it('that hangs in a run that another one can go on with: it is killed, and the run ends in that one', async () => {
    await entry.init(['--goes-on', '--run-limit']);
    expect(await entry.run(['hang once', '/a'])).toHaveLength(2);
    expect(snapshot.childPids().map(isRunning)).toEqual([false, true]);
    expect(entry.stderr()).toContain('WARNING The Node worker hung: it showed no sign of life for 2 s');
  });

  it('that hangs without another to go on: the attempt fails, the next one works', async () => {
    await entry.init(['--run-limit']);
    await expect(entry.run(['hang'])).rejects.toThrow(
      'no sign of life for 2 s, and was killed. The next attempt',
    );
    expect(await entry.run(['/a'])).toHaveLength(1);
  });

  it('that is busy for longer than a quarter of the time, but sends heartbeats, is not killed', async () => {
    await entry.init(['--run-limit']);
    expect(await entry.run(['wait 3 s'])).toEqual(['waited']);
    expect(snapshot.childPids()).toHaveLength(1);
  });

  it('killed during init: init fails, another init works', async () => {
    const { outcome } = await begin('INFO init', entry.init(['--slow-init']));
    process.kill(onlyChild(), 'SIGKILL');
    expect(await outcome).toMatchObject({ message: expect.stringContaining('signal 9') });
    await entry.init([]);
    expect(await entry.run(['/a'])).toHaveLength(1);
  });

  it('killed during shutdown: shutdown says so, and init works again', async () => {
    await entry.init(['--slow-shutdown']);
    const { outcome } = await begin('INFO shutdown', entry.shutdown());
    process.kill(onlyChild(), 'SIGKILL');
    expect(await outcome).toMatchObject({ message: expect.stringContaining('signal 9') });
    await entry.init([]);
    expect(await entry.run(['/a'])).toHaveLength(1);
  });

  it.each([
    ['exit 3', /left with exit code 3\..*last lines:\n {2}INFO init\n.*\n {2}ERROR last words$/s],
    ['forget a rejection', /nobody caught this/],
  ])('that does "%s" fails the attempt and is replaced', async (order, message) => {
    await entry.init([]);
    await expect(entry.run([order])).rejects.toThrow(message);
    expect(await entry.run(['/a'])).toHaveLength(1);
    expect(snapshot.childPids().map(isRunning)).toEqual([false, true]);
  });
});

describe('signals to the child', () => {
  it('SIGTERM: the run in progress gets its reply, then it leaves; the next run gets a new child', async () => {
    await entry.init([]);
    const { outcome } = await begin('INFO run', entry.run(['wait 300 ms']));
    process.kill(onlyChild(), 'SIGTERM');
    expect(await outcome).toEqual(['waited']);
    await until(() => !isRunning(onlyChild()));
    expect(await entry.run(['/a'])).toHaveLength(1);
    expect(entry.stderr()).toMatch(/INFO SIGTERM: .*\nINFO shutdown\nINFO shut down/);
  });

  it('a second SIGTERM ends it at once', async () => {
    await entry.init([]);
    const { outcome } = await begin('INFO run', entry.run(['ignore the end']));
    process.kill(onlyChild(), 'SIGTERM');
    await until(() => entry.stderr().includes('SIGTERM'));
    process.kill(onlyChild(), 'SIGTERM');
    expect(await outcome).toMatchObject({ message: expect.stringContaining('signal 15') });
  });

  it('SIGINT is for the host to act on', async () => {
    await entry.init([]);
    process.kill(onlyChild(), 'SIGINT');
    expect(await entry.run(['pid'])).toEqual([String(onlyChild())]);
  });
});
