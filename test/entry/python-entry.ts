import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { MiniBatchContext } from '../../src/contract/mini-batch.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const FIXTURES = join(REPOSITORY, 'test/fixtures/python-entry');
/** Another one than the first on PATH can be tried: PYTHON=python3.8. */
export const PYTHON = process.env['PYTHON'] ?? 'python3';

/** A folder as AML ships it: the entry script, its package, and a worker in `dist/` beside it, here the fake one. */
export interface Snapshot {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of the Node children started so far. */
  childPids(): number[];
  remove(): void;
}

export function createSnapshot(): Snapshot {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  mkdirSync(join(folder, 'dist/entry'), { recursive: true });
  for (const name of ['parallel_run_entry.py', 'parallel_run_ocr_client'])
    cpSync(join(REPOSITORY, 'entry', name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'dist/entry/worker.js'),
    `import { createFakeWorker } from ${JSON.stringify(join(FIXTURES, 'fake-worker.mjs'))};
     import { serveParent } from ${JSON.stringify(join(REPOSITORY, 'dist/entry/child.js'))};
     serveParent(createFakeWorker);`,
  );
  const pids = join(folder, 'pids');
  return {
    folder,
    env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', FAKE_WORKER_PIDS: pids },
    childPids: () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Runs a Python script to its end. */
export function runPython(
  snapshot: Snapshot,
  script: string,
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const { cwd = snapshot.folder, env = {} } = options;
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script], {
    cwd,
    env: { ...snapshot.env, ...env },
    encoding: 'utf8',
    timeout: 15_000,
    maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr };
}

export interface PythonEntry {
  readonly process: ChildProcess;
  init(argv: readonly string[]): Promise<unknown>;
  run(miniBatch: unknown, context?: MiniBatchContext): Promise<unknown>;
  shutdown(): Promise<unknown>;
  stderr(): string;
  /** Ends the host and waits for it; the hard way when a call hangs. */
  close(): Promise<number | null>;
}

/** A Python process that holds the entry script open and makes the calls it is told, one at a time. */
export function openPythonEntry(snapshot: Snapshot, env: NodeJS.ProcessEnv = {}): PythonEntry {
  const host = spawn(PYTHON, [join(FIXTURES, 'driver.py')], {
    cwd: snapshot.folder,
    env: { ...snapshot.env, ...env },
  });
  const exited = new Promise<number | null>((done) => host.once('close', done));
  const replies = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  host.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  host.stdin.on('error', () => {});

  async function call(
    method: string,
    args: readonly unknown[],
    argv: readonly string[] = [],
  ): Promise<unknown> {
    host.stdin.write(`${JSON.stringify({ method, args, argv })}\n`);
    const { done, value } = await replies.next();
    if (done === true) throw new Error(`the host ended; its stderr: ${stderr}`);
    const reply: { result?: unknown; message?: string } = JSON.parse(value);
    if (reply.message !== undefined) throw new Error(reply.message);
    return reply.result;
  }

  return {
    process: host,
    init: (argv) => call('init', [], argv),
    run: (miniBatch, ...context) => call('run', [miniBatch, ...context]),
    shutdown: () => call('shutdown', []),
    stderr: () => stderr,
    close() {
      host.stdin.end();
      const lastResort = setTimeout(() => host.kill('SIGKILL'), 15_000);
      return exited.finally(() => clearTimeout(lastResort));
    },
  };
}

/** A zombie counts as gone, unless threads of it still end: then its parent cannot see the end yet. */
export function isRunning(pid: number): boolean {
  const [state, threads] = process.platform === 'linux' ? readState(pid) : askState(pid);
  return state !== undefined && (!state.startsWith('Z') || threads > 1);
}

/** From /proc: asked every few milliseconds, `ps` would take more time than what is tested. */
function readState(pid: number): [state: string | undefined, threads: number] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the command, which is in parentheses: man 5 proc_pid_stat.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [fields[0], Number(fields[17])];
  } catch {
    return [undefined, 0];
  }
}

function askState(pid: number): [state: string | undefined, threads: number] {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return [stdout.trim() || undefined, 1];
}
