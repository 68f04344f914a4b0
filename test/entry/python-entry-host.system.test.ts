import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshot, runPython, type Snapshot } from './python-entry.ts';

const ENTRY = resolve(import.meta.dirname, '../../entry');
const RECURSIVE = { recursive: true };

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

it('the entry script and its package run on Python 3.8', () => {
  const script = `
import ast, glob
files = glob.glob(${JSON.stringify(join(ENTRY, '**/*.py'))}, recursive=True)
for file in files:
    ast.parse(open(file).read(), feature_version=(3, 8))
print(len(files) > 5)`;
  expect(linesOf(script)).toEqual(['True']);
});

it('imports nothing but the standard library and itself', () => {
  const script = `
import ast, glob, sys
for file in glob.glob(${JSON.stringify(join(ENTRY, '**/*.py'))}, recursive=True):
    for node in ast.parse(open(file).read()).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        for name in names:
            if name.split(".")[0] not in getattr(sys, "stdlib_module_names", name):  # Python 3.10 and newer.
                print(file, name)
print("done")`;
  expect(linesOf(script)).toEqual(['done']);
});

it('takes no name and no place from the modules of others', () => {
  for (const name of readdirSync(join(ENTRY, 'parallel_run_ocr_client'))) {
    if (name !== '__init__.py' && name.endsWith('.py'))
      writeFileSync(join(snapshot.folder, name), `raise ImportError("${name} of somebody else")`);
  }
  const script = `
import sys, parallel_run_entry as entry
path, modules = list(sys.path), set(sys.modules)
entry.init()
new = {name.split(".")[0] for name in set(sys.modules) - modules}
print(entry.run(["/a"])[0].startswith("{"), sys.path == path, "parallel_run_ocr_client" in new)
print(sorted(new & {"client", "child", "errors", "items", "log", "output", "reply", "command"}))`;
  expect(linesOf(script)).toEqual(['True True True', '[]']);
});

describe('an entry script without the worker', () => {
  it('takes the Python package from the installed copy that has the worker, even when one is beside it', () => {
    const installed = moveWorkerTo('installed');
    cpSync(
      join(ENTRY, 'parallel_run_ocr_client'),
      join(snapshot.folder, 'parallel_run_ocr_client'),
      RECURSIVE,
    );
    writeFileSync(
      join(installed, 'entry/parallel_run_ocr_client/command.py'),
      'def find_command(worker):\n    raise RuntimeError("installed: " + worker)',
    );
    const script = 'import parallel_run_entry as entry; entry.init()';
    const { stderr } = runPython(snapshot, script, { env: { PARALLEL_RUN_OCR_HOME: installed } });
    expect(stderr).toContain(`installed: ${join(installed, 'dist/entry/worker.js')}`);
  });

  it('works alone in the snapshot', () => {
    const env = { PARALLEL_RUN_OCR_HOME: moveWorkerTo('installed') };
    const script = 'import parallel_run_entry as entry; entry.init(); print(len(entry.run(["/a"])))';
    expect(linesOf(script, { env })).toEqual(['1']);
  });

  it('says where the package should be when the installed copy has none', () => {
    const installed = moveWorkerTo('installed');
    rmSync(join(installed, 'entry'), { recursive: true });
    const script = `
import parallel_run_entry as entry
entry.shutdown()
for call in (entry.init, lambda: entry.run(["/a"])):
    try:
        call()
    except RuntimeError as error:
        print(error)`;
    const [init, run] = linesOf(script, { env: { PARALLEL_RUN_OCR_HOME: installed } });
    expect(init).toContain(`The Node worker ${join(installed, 'dist/entry/worker.js')} needs`);
    expect(init).toContain(`none at ${join(installed, 'entry/parallel_run_ocr_client')} or`);
    expect(init).toContain('npm run bundle');
    expect(run).toContain('init() must succeed first');
  });

  function moveWorkerTo(name: string): string {
    const installed = join(snapshot.folder, name);
    mkdirSync(join(installed, 'entry'), { recursive: true });
    for (const [from, to] of [
      ['dist', 'dist'],
      ['parallel_run_ocr_client', 'entry/parallel_run_ocr_client'],
    ] as const)
      renameSync(join(snapshot.folder, from), join(installed, to));
    return installed;
  }
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
