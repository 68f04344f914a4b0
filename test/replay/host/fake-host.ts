import type { MiniBatchContext } from '../../../src/contract/mini-batch.ts';
import { orAborted } from '../../../src/flow/abort.ts';
import { HostDiedError } from '../../../src/replay/host/host-errors.ts';
import type { HostExit, HostFactory, WorkerHost } from '../../../src/replay/host/worker-host.ts';

/** What the entry script in a fake process does; throw a HostError to fail, `die()` to end the process. */
export interface FakeScript {
  init?(process: FakeProcess): Promise<void> | void;
  run?(
    process: FakeProcess,
    files: readonly string[],
    context: MiniBatchContext,
  ): Promise<string[]> | string[];
  shutdown?(process: FakeProcess): Promise<void> | void;
}

interface FakeProcess {
  readonly number: number;
  readonly node: number;
  /** Runs so far, this one included. */
  readonly runs: number;
  die(exit?: HostExit): Promise<never>;
}

/** Worker processes in memory, with a transcript of everything that was asked of them. */
export class FakeHosts implements HostFactory {
  readonly transcript: string[] = [];
  readonly alive = new Set<number>();
  readonly #script: FakeScript;

  constructor(script: FakeScript = {}) {
    this.#script = script;
  }

  start(number: number, node = 0): WorkerHost {
    this.transcript.push(`start ${number}`);
    this.alive.add(number);
    return new FakeHost(number, node, this.#script, this);
  }
}

class FakeHost implements WorkerHost, FakeProcess {
  readonly exited: Promise<HostExit>;
  readonly number: number;
  readonly node: number;
  runs = 0;
  #exit: HostExit | null = null;
  #resolveExit: (exit: HostExit) => void = () => {};
  readonly #script: FakeScript;
  readonly #hosts: FakeHosts;

  constructor(number: number, node: number, script: FakeScript, hosts: FakeHosts) {
    this.number = number;
    this.node = node;
    this.#script = script;
    this.#hosts = hosts;
    this.exited = new Promise((resolve) => {
      this.#resolveExit = resolve;
    });
  }

  get alive(): boolean {
    return this.#exit === null;
  }

  async init(signal: AbortSignal): Promise<void> {
    await this.#call('init', signal, async () => await this.#script.init?.(this));
  }

  async run(
    files: readonly string[],
    context: MiniBatchContext,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    this.runs += 1;
    return await this.#call(`run ${String(context.minibatch_index)}`, signal, async () => {
      return (await this.#script.run?.(this, files, context)) ?? [...files];
    });
  }

  async shutdown(signal: AbortSignal): Promise<void> {
    await this.#call('shutdown', signal, async () => await this.#script.shutdown?.(this));
    this.#end({ code: 0, signal: null });
  }

  kill(): void {
    if (this.alive) this.#hosts.transcript.push(`kill ${this.number}`);
    this.#end({ code: null, signal: 'SIGKILL' });
  }

  async die(exit: HostExit = { code: 1, signal: null }): Promise<never> {
    this.#end(exit);
    return await new Promise(() => {});
  }

  async #call<T>(what: string, signal: AbortSignal, action: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    this.#hosts.transcript.push(`${what} in ${this.number}`);
    const died = this.exited.then((exit): never => {
      throw new HostDiedError(exit, []);
    });
    return await orAborted(Promise.race([died, action()]), signal);
  }

  #end(exit: HostExit): void {
    if (!this.alive) return;
    this.#exit = exit;
    this.#hosts.alive.delete(this.number);
    this.#resolveExit(exit);
  }
}
