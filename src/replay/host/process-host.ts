import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import type { MiniBatch, MiniBatchContext } from '../../contract/mini-batch.ts';
import { orAborted } from '../../flow/abort.ts';
import {
  parseReply,
  toEntryScriptError,
  type DriverReply,
  type DriverRequest,
  type DriverSetup,
} from './driver-messages.ts';
import { HostDiedError } from './host-errors.ts';
import { onLine } from './line-stream.ts';
import { lastLines } from './last-lines.ts';
import type { HostExit, WorkerHost } from './worker-host.ts';

export interface ProcessHostOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Made for this process alone, removed with it. */
  readonly workingFolder: string;
  readonly setup: DriverSetup;
}

type Call = DriverRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'id'>
    : never
  : never;

interface PendingCall {
  readonly id: number;
  resolve(reply: DriverReply): void;
  reject(error: Error): void;
}

const REPLY_DESCRIPTOR = 3;
const LAST_REPLY_MS = 1000;

/**
 * A worker process that speaks the driver protocol: requests on its stdin, replies on descriptor 3. It leads a
 * process group of its own, so that Ctrl-C at the terminal does not reach it and `kill` takes everything it started.
 */
export class ProcessHost implements WorkerHost {
  readonly exited: Promise<HostExit>;
  #exit: HostExit | null = null;
  #pending: PendingCall | null = null;
  #nextId = 1;
  readonly #child: ChildProcess;
  readonly #setup: DriverSetup;
  readonly #stderrFile: string;

  constructor(options: ProcessHostOptions) {
    this.#setup = options.setup;
    const folder = join(options.setup.log_dir, 'sys', 'node', options.setup.node);
    mkdirSync(folder, { recursive: true });
    this.#stderrFile = join(folder, `${options.setup.agent_name}.stderr.txt`);
    const stdout = openSync(join(folder, `${options.setup.agent_name}.stdout.txt`), 'a');
    const stderr = openSync(this.#stderrFile, 'a');
    this.#child = spawn(options.command, options.arguments, {
      cwd: options.workingFolder,
      env: options.environment,
      detached: true,
      stdio: ['pipe', stdout, stderr, 'pipe'],
    });
    closeSync(stdout);
    closeSync(stderr);
    const replies = this.#child.stdio[REPLY_DESCRIPTOR] as Readable;
    replies.on('error', () => {});
    const ended = once(replies, 'end').catch(() => {});
    onLine(replies, (line) => this.#onReply(line));
    this.exited = new Promise((resolve) => {
      const end = (exit: HostExit): void => {
        this.#onExit(exit, options.workingFolder);
        resolve(exit);
      };
      this.#child.once('error', (error) => end({ code: null, signal: error.message }));
      this.#child.once('exit', (code, signal) => {
        killGroup(this.#child.pid);
        // The last reply may still be in the pipe, and a stranger may keep the pipe open.
        void Promise.race([ended, sleep(LAST_REPLY_MS, undefined, { ref: false })]).finally(() => {
          replies.destroy();
          end({ code, signal });
        });
      });
    });
    // A write to a process that has just died fails here; its exit tells the caller.
    this.#child.stdin?.on('error', () => {});
  }

  get alive(): boolean {
    return this.#exit === null;
  }

  async init(signal: AbortSignal): Promise<void> {
    await this.#call({ method: 'init', params: this.#setup }, signal);
  }

  async run(
    miniBatch: MiniBatch,
    context: MiniBatchContext,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const params = { mini_batch: miniBatch, context };
    return (await this.#call({ method: 'run', params }, signal)).rows ?? [];
  }

  async shutdown(signal: AbortSignal): Promise<void> {
    await this.#call({ method: 'shutdown', params: {} }, signal);
    (this.#child.stdin as Writable).end();
    await orAborted(this.exited, signal);
  }

  kill(): void {
    killGroup(this.#child.pid);
  }

  async #call(call: Call, signal: AbortSignal): Promise<{ readonly rows?: readonly string[] }> {
    signal.throwIfAborted();
    if (this.#exit !== null) throw this.#death(this.#exit);
    const id = this.#nextId++;
    const answer = new Promise<DriverReply>((resolve, reject) => {
      this.#pending = { id, resolve, reject };
    });
    this.#child.stdin?.write(`${JSON.stringify({ id, ...call })}\n`);
    const reply = await orAborted(answer, signal);
    if ('error' in reply) throw toEntryScriptError(reply.error);
    return reply.result;
  }

  #onReply(line: string): void {
    const reply = parseReply(line);
    if (reply.id !== this.#pending?.id) return;
    this.#pending.resolve(reply);
    this.#pending = null;
  }

  #onExit(exit: HostExit, workingFolder: string): void {
    this.#exit = exit;
    rmSync(workingFolder, { recursive: true, force: true });
    this.#pending?.reject(this.#death(exit));
    this.#pending = null;
  }

  #death(exit: HostExit): HostDiedError {
    return new HostDiedError(exit, lastLines(this.#stderrFile));
  }
}

/** The pid of a group leader names its group, also after the leader has gone. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
