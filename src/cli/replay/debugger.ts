import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LONGEST_TIMEOUT } from '../../config/longest-timeout.ts';
import { packageFolder } from '../../files/package-folder.ts';
import type { ReplayArguments } from './arguments.ts';
import type { EntryScript } from './entry-script.ts';

/** One process without time limits, where it is to be debugged. */
export function debuggerChanges({ inspect, debugpy }: ReplayArguments): Partial<ReplayArguments> {
  if (inspect === null && debugpy === null) return {};
  return { processCountPerNode: 1, runInvocationTimeout: LONGEST_TIMEOUT };
}

/** @returns why the debugger of the arguments cannot be used, a sentence each */
export async function findDebuggerProblems(
  { inspect, debugpy }: ReplayArguments,
  { host, ours, script }: EntryScript,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  if (inspect !== null && debugpy !== null)
    return ['--inspect and --debugpy exclude each other: give --inspect for Node, --debugpy for Python.'];
  if (inspect !== null && host === 'python' && !ours)
    return [`--inspect is for Node, and ${script} is Python: give --debugpy.`];
  if (debugpy !== null && host === 'node')
    return ['--debugpy is for Python, and --host is node: give --inspect.'];
  if (debugpy !== null && spawnSync('python3', ['-c', 'import debugpy'], { env }).status !== 0)
    return ['--debugpy: python3 has no module debugpy: install it with python3 -m pip install debugpy.'];
  if (inspect !== null) return findPortProblem('--inspect', inspect);
  return debugpy === null ? [] : findPortProblem('--debugpy', debugpy);
}

/** What `--inspect` adds to the environment of the worker processes. */
export function inspectorEnvironment(
  { inspect }: ReplayArguments,
  { host }: EntryScript,
  { NODE_OPTIONS = '' }: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  if (inspect === null) return {};
  const preload = pathToFileURL(join(packageFolder(), 'dist/src/replay/host/wait-for-debugger.js'));
  return {
    NODE_OPTIONS: `${NODE_OPTIONS} --import ${preload.href}`.trim(),
    PARALLEL_RUN_OCR_INSPECT_PORT: String(inspect),
    PARALLEL_RUN_OCR_INSPECT_SCRIPT: host === 'python' ? 'entry/worker.js' : 'node-driver.js',
  };
}

export function noteDebugger({ inspect, debugpy }: ReplayArguments): string[] {
  const port = inspect ?? debugpy;
  if (port === null) return [];
  return [`one process without time limits, which waits for a debugger on 127.0.0.1:${port}`];
}

async function findPortProblem(option: string, port: number): Promise<string[]> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [`${option}: port ${port} of 127.0.0.1 cannot be used (${code}): give another one.`];
  } finally {
    server.close();
  }
}
