import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshot, runPython, type Snapshot } from './python-entry.ts';

let snapshot: Snapshot;
beforeEach(() => {
  snapshot = createSnapshot();
});
afterEach(() => snapshot.remove());

const linesOf = (script: string, options = {}): string[] => {
  const { stdout, stderr, status } = runPython(snapshot, script, options);
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split('\n');
};

it('the entry script runs on Python 3.8', () => {
  const entry = resolve(import.meta.dirname, '../../entry/parallel_run_entry.py');
  expect(
    linesOf(
      `import ast; ast.parse(open(${JSON.stringify(entry)}).read(), feature_version=(3, 8)); print("ok")`,
    ),
  ).toEqual(['ok']);
});

it('its signatures are those AML checks: init(), run() of one or two, shutdown()', () => {
  const script = `
import inspect, parallel_run_entry as entry
for function in (entry.init, entry.run, entry.shutdown):
    print(inspect.isfunction(function), inspect.signature(function))`;
  expect(linesOf(script)).toEqual(['True ()', 'True (mini_batch, mini_batch_context=None)', 'True ()']);
});

it('an import does nothing: no output, no thread, no process, no descriptor', () => {
  const script = `
import os, threading
before = os.listdir("/dev/fd")
import parallel_run_entry
print(threading.active_count(), os.listdir("/dev/fd") == before)`;
  expect(runPython(snapshot, script)).toEqual({ status: 0, stdout: '1 True\n', stderr: '' });
  expect(snapshot.childPids()).toEqual([]);
});

it('works from threads other than the main one, and serves them one at a time', () => {
  const script = `
import threading, parallel_run_entry as entry
def on_thread(function, *args):
    results = []
    thread = threading.Thread(target=lambda: results.append(function(*args)), daemon=True)
    thread.start()
    return thread, results
on_thread(entry.init)[0].join()
calls = [on_thread(entry.run, ["pid", "wait 300 ms", "/%d" % n]) for n in range(4)]
for thread, results in calls:
    thread.join()
print(len(set(results[0][0] for _, results in calls)))
print(all('"/%d"' % n in results[0][2] for n, (_, results) in enumerate(calls)))`;
  expect(linesOf(script)).toEqual(['1', 'True']);
});

it('works from any working directory, which is also the worker’s', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  try {
    const script = 'import parallel_run_entry as entry; entry.init(); print(entry.run(["cwd"])[0])';
    expect(linesOf(script, { cwd: elsewhere })).toEqual([elsewhere]);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

it('sys.exit() in the middle of a run ends that attempt, and its late reply meets no other call', () => {
  const script = `
import signal, sys, parallel_run_entry as entry
signal.signal(signal.SIGALRM, lambda *_: sys.exit("out of time"))
entry.init()
signal.setitimer(signal.ITIMER_REAL, 0.1)
try:
    entry.run(["wait 300 ms"])
except BaseException as error:
    print(type(error).__name__, error)
print("/a" in entry.run(["/a"])[0])`;
  expect(linesOf(script)).toEqual(['SystemExit out of time', 'True']);
});

it('a forked copy of the host has no worker, and takes none away from it', () => {
  const script = `
import os, parallel_run_entry as entry
entry.init()
pid = os.fork()
if pid == 0:
    try:
        entry.run(["/a"])
    except RuntimeError as error:
        print(error, flush=True)
    raise SystemExit
os.waitpid(pid, 0)
print(entry.run(["pid"])[0])`;
  expect(linesOf(script)).toEqual([
    expect.stringContaining('there is no worker'),
    String(snapshot.childPids()[0]),
  ]);
});

it('a process that the host starts later inherits no end of the channel', () => {
  const script = `
import os, parallel_run_entry as entry
def descriptors():
    return {int(fd) for fd in os.listdir("/dev/fd") if os.path.exists("/dev/fd/" + fd)}
before = descriptors()
entry.init()
ours = descriptors() - before
print(len(ours), any(map(os.get_inheritable, ours)))`;
  expect(linesOf(script)).toEqual(['4 False']);
});

describe('what is missing is named', () => {
  const failure = (env: NodeJS.ProcessEnv): string => {
    const { stderr } = runPython(snapshot, 'import parallel_run_entry as entry; entry.init()', { env });
    return stderr.trimEnd().split('\n').at(-1) ?? '';
  };

  it('no Node.js', () => {
    expect(failure({ PARALLEL_RUN_OCR_NODE: '/nowhere/node' })).toMatch(
      /install 20\.19 or newer, or set PARALLEL_RUN_OCR_NODE/,
    );
  });

  it('no worker: the places it was looked for', () => {
    rmSync(join(snapshot.folder, 'dist'), { recursive: true });
    const message = failure({ PARALLEL_RUN_OCR_HOME: '/installed' });
    expect(message).toContain(join(snapshot.folder, 'worker.mjs'));
    expect(message).toContain(join(snapshot.folder, 'dist/entry/worker.js'));
    expect(message).toContain(join(dirname(snapshot.folder), 'dist/entry/worker.js'));
    expect(message).toContain('/installed/entry/worker.mjs or /installed/dist/entry/worker.js');
  });

  it('a worker beside the script comes before all others', () => {
    writeFileSync(join(snapshot.folder, 'worker.mjs'), 'process.exit(7);');
    expect(failure({})).toContain('exit code 7');
  });

  it('the one file of an installed copy comes before its many', () => {
    const installed = join(snapshot.folder, 'installed');
    for (const [place, code] of [
      ['entry/worker.mjs', 8],
      ['dist/entry/worker.js', 9],
    ] as const) {
      mkdirSync(dirname(join(installed, place)), { recursive: true });
      writeFileSync(join(installed, place), `process.exit(${code});`);
    }
    rmSync(join(snapshot.folder, 'dist'), { recursive: true });
    expect(failure({ PARALLEL_RUN_OCR_HOME: installed })).toContain('exit code 8');
  });

  it('a Node that cannot start the worker: its last lines', () => {
    const message = failure({ NODE_OPTIONS: '--no-such-option' });
    expect(message).toMatch(/no-such-option.* not allowed/);
  });
});
