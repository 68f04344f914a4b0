import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { MiniBatchContext } from '../../contract/mini-batch.ts';
import { machineError } from '../../files/machine-error.ts';
import { orAborted } from '../../flow/abort.ts';
import {
  parseReply,
  toEntryScriptError,
  type DriverReply,
  type DriverRequest,
  type DriverSetup,
} from './driver-messages.ts';
import { HostDiedError, HostReplyTooLargeError } from './host-errors.ts';
import { killGroup } from './kill-group.ts';
import { onLimitedLine } from './line-stream.ts';
import type { HostExit, HostInput, WorkerHost } from './worker-host.ts';

/** Rows of one `run`, as JSON. They are in memory several times while they are parsed and written. */
const MOST_REPLY_BYTES = 64 * 1024 * 1024;

/** A process with a driver in it. */
export interface StartedProcess {
  /** Leads a process group of its own; takes requests on its stdin. */
  readonly child: ChildProcess;
  readonly replies: Readable;
  /** Resolves, never rejects, once the process has ended and its last reply was read. */
  readonly exited: Promise<HostExit>;
  /** The last lines that it printed to stderr. */
  readonly lastWords: () => readonly string[];
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

/** A worker process that speaks the driver protocol. */
export class ProcessHost implements WorkerHost {
  readonly exited: Promise<HostExit>;
  #exit: HostExit | null = null;
  #pending: PendingCall | null = null;
  #nextId = 1;
  readonly #started: StartedProcess;
  readonly #setup: DriverSetup;

  constructor(started: StartedProcess, setup: DriverSetup) {
    this.#started = started;
    this.#setup = setup;
    // A write to a process that has just died fails here; its exit tells the caller.
    started.child.stdin?.on('error', () => {});
    onLimitedLine(
      started.replies,
      MOST_REPLY_BYTES,
      (line) => this.#onReply(line),
      () => this.#onTooLarge(),
    );
    this.exited = started.exited.then((exit) => this.#onExit(exit));
  }

  get alive(): boolean {
    return this.#exit === null;
  }

  /** Imports the entry script and checks it, and does not call its `init()`. */
  async import(signal: AbortSignal): Promise<void> {
    await this.#call({ method: 'import', params: this.#setup }, signal);
  }

  async init(signal: AbortSignal): Promise<void> {
    await this.#call({ method: 'init', params: this.#setup }, signal);
  }

  async run(input: HostInput, context: MiniBatchContext, signal: AbortSignal): Promise<readonly string[]> {
    const params = { mini_batch: input, context };
    return (await this.#call({ method: 'run', params }, signal)).rows ?? [];
  }

  async shutdown(signal: AbortSignal): Promise<void> {
    await this.#call({ method: 'shutdown', params: {} }, signal);
    this.#started.child.stdin?.end();
    await orAborted(this.exited, signal);
  }

  kill(): void {
    killGroup(this.#started.child.pid);
  }

  async #call(call: Call, signal: AbortSignal): Promise<{ readonly rows?: readonly string[] }> {
    signal.throwIfAborted();
    if (this.#exit !== null) throw this.#death(this.#exit);
    const id = this.#nextId++;
    const response = new Promise<DriverReply>((resolve, reject) => {
      this.#pending = { id, resolve, reject };
    });
    this.#started.child.stdin?.write(`${JSON.stringify({ id, ...call })}\n`);
    const reply = await orAborted(response, signal);
    if ('error' in reply) throw toEntryScriptError(reply.error);
    return reply.result;
  }

  #onReply(line: string): void {
    const reply = parseReply(line);
    if (reply.id !== this.#pending?.id) return;
    this.#pending.resolve(reply);
    this.#pending = null;
  }

  #onTooLarge(): void {
    this.#pending?.reject(new HostReplyTooLargeError(MOST_REPLY_BYTES));
    this.#pending = null;
    this.kill();
  }

  #onExit(exit: HostExit): HostExit {
    this.#exit = exit;
    this.#pending?.reject(this.#death(exit));
    this.#pending = null;
    return exit;
  }

  #death(exit: HostExit): Error {
    if (exit.error !== undefined) {
      return machineError('A worker process cannot be started', exit.error) ?? exit.error;
    }
    return new HostDiedError(exit, this.#started.lastWords());
  }
}
