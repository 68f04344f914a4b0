import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const MAIN = join(import.meta.dirname, '../../dist/src/cli/main.js');

export interface CliRun {
  readonly process: ChildProcess;
  errorsSoFar(): string;
  readonly done: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** The built command line, as a user starts it. */
export function startCli(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): CliRun {
  const child = spawn(process.execPath, [MAIN, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const done = code.then((exitCode) => ({ code: exitCode, out, err }));
  return { process: child, done, errorsSoFar: () => err };
}
