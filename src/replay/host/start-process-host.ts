import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DriverSetup } from './driver-messages.ts';
import { killGroup } from './kill-group.ts';
import { lastLines } from './last-lines.ts';
import { ProcessHost } from './process-host.ts';
import type { HostExit } from './worker-host.ts';

export interface ProcessOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Made for this process only, and removed with it. */
  readonly workingFolder: string;
  readonly setup: DriverSetup;
}

const REPLY_DESCRIPTOR = 3;
const LAST_REPLY_MS = 1000;

/**
 * Starts a driver in a process group of its own, so that Ctrl-C at the terminal does not reach it and `kill` takes
 * everything it started. What it prints goes to files in the log folder.
 */
export function startProcessHost(options: ProcessOptions): ProcessHost {
  const { setup, workingFolder } = options;
  const folder = join(setup.log_dir, 'sys', 'node', setup.node);
  mkdirSync(folder, { recursive: true });
  const stderrFile = join(folder, `${setup.agent_name}.stderr.txt`);
  const stdout = openSync(join(folder, `${setup.agent_name}.stdout.txt`), 'a');
  const stderr = openSync(stderrFile, 'a');
  const child = spawn(options.command, options.arguments, {
    cwd: workingFolder,
    env: options.environment,
    detached: true,
    stdio: ['pipe', stdout, stderr, 'pipe'],
  });
  closeSync(stdout);
  closeSync(stderr);
  // Without a descriptor for a pipe there is no stdio, and an error event follows.
  const { stdio } = child as Partial<ChildProcess>;
  const replies = (stdio?.[REPLY_DESCRIPTOR] as Readable | undefined) ?? Readable.from([]);
  const exited = exitOf(child, replies).finally(() => removeFolder(workingFolder));
  return new ProcessHost({ child, replies, exited, lastWords: () => lastLines(stderrFile) }, setup);
}

export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The next replay removes it.
  }
}

function exitOf(child: ChildProcess, replies: Readable): Promise<HostExit> {
  replies.on('error', () => {});
  const lastReply = once(replies, 'end').catch(() => {});
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => {
      killGroup(child.pid);
      // The last reply may still be in the pipe, and a process outside the group may keep the pipe open.
      void Promise.race([lastReply, sleep(LAST_REPLY_MS, undefined, { ref: false })]).finally(() => {
        replies.destroy();
        resolve({ code, signal });
      });
    });
  });
}
