import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshot, runPython, type Snapshot } from './python-entry.ts';

let snapshot: Snapshot;
beforeEach(() => {
  snapshot = createSnapshot();
});
afterEach(() => snapshot.remove());

/** A host that gives the worker these orders. */
function orders(miniBatch: readonly string[], before = ''): string {
  return `${before}
import parallel_run_entry as entry
entry.init()
print(entry.run(${JSON.stringify(miniBatch)}))
entry.shutdown()`;
}

describe('without AML, what the child prints goes to stderr', () => {
  it('line by line, and never to stdout', () => {
    const { stdout, stderr } = runPython(snapshot, orders(['print levels']));
    expect(stdout).toBe("['printed']\n");
    expect(stderr.split('\n').slice(3, 8)).toEqual([
      'DEBUG a detail',
      'INFO a step',
      'WARNING careful',
      'ERROR it broke',
      'no level',
    ]);
  });

  it('bytes that are no UTF-8, a line without its end, and a look-alike of a reply do no harm', () => {
    const { stdout, stderr } = runPython(snapshot, orders(['print noise']));
    expect(stdout).toBe("['printed']\n");
    expect(stderr).toContain('{"jsonrpc":"2.0","id":1,"result":{"rows":["a lie"]}}\n');
    expect(stderr).toContain('\ufffd\ufffd\n');
    expect(stderr).toContain('no line feed at the end');
  });

  it('a line too long is cut into pieces, none is lost', () => {
    const { stdout, stderr } = runPython(snapshot, orders(['print a long line']));
    expect(stdout).toBe("['printed']\n");
    expect(stderr.match(/x{3,}/g)?.join('')).toHaveLength(1_000_000);
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBe(16_384);
  });

  it('a log that does not keep up loses lines, and says where', () => {
    const script = `
import sys, threading, time
class Slow:
    gate = threading.Event()
    def write(self, text):
        self.gate.wait()
        sys.__stderr__.write(text)
    def flush(self):
        sys.__stderr__.flush()
sys.stderr = Slow()
import parallel_run_entry as entry
entry.init()
sys.modules["parallel_run_ocr_client.output"]._LINES_WAITING = 100
entry.run(["print much"])
while entry._client._child._output._waiting.qsize() <= 100:
    time.sleep(0.01)
Slow.gate.set()
entry.shutdown()`;
    const { stderr, status } = runPython(snapshot, script);
    const lines = stderr.trimEnd().split('\n');
    expect(status).toBe(0);
    expect(lines.length).toBeLessThan(30_000);
    expect(lines).toContain('WARNING the log does not keep up with the worker: lines were dropped here');
  });

  it('nothing breaks when stderr is closed or was taken away', () => {
    for (const before of ['import sys; sys.stderr.close()', 'import sys; sys.stderr = None']) {
      expect(runPython(snapshot, orders(['print levels'], before)).stdout).toBe("['printed']\n");
    }
  });
});

describe("where AML's EntryScript exists", () => {
  const fixtures = resolve(import.meta.dirname, '../fixtures/python-entry');
  const amlEnv = (rest: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    PYTHONPATH: `${snapshot.folder}:${fixtures}`,
    ...rest,
  });

  it('each line goes to its logger with the level it begins with, else info', () => {
    const logFile = join(snapshot.folder, 'log.txt');
    const { stdout, stderr } = runPython(snapshot, orders(['print levels']), {
      env: amlEnv({ LOG_FILE: logFile }),
    });
    expect({ stdout, stderr }).toEqual({ stdout: "['printed']\n", stderr: '' });
    expect(readFileSync(logFile, 'utf8').split('\n')).toEqual([
      '[INFO] init',
      '[INFO] initialised with []',
      '[INFO] run',
      '[DEBUG] a detail',
      '[INFO] a step',
      '[WARNING] careful',
      '[ERROR] it broke',
      '[INFO] no level',
      '[INFO] shutdown',
      '[INFO] shut down',
      '',
    ]);
  });

  it('a logger that hangs holds neither the child nor the attempt', () => {
    const { stdout, status } = runPython(snapshot, orders(['print much']), {
      env: amlEnv({ STUCK_LOGGER: '1' }),
    });
    expect({ stdout, status }).toEqual({ stdout: "['printed']\n", status: 0 });
  });
});
