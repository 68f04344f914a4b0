import { tmpdir } from 'node:os';
import type { MiniBatchContext } from '../../contract/mini-batch.ts';
import { orAborted } from '../../flow/abort.ts';
import { systemClock } from '../../flow/clock.ts';
import { EntryScriptError, HostDiedError } from '../host/host-errors.ts';
import type { HostExit, HostInput, WorkerHost } from '../host/worker-host.ts';
import { checkEncodable } from '../schedule/check-encodable.ts';
import { chooseForInit, chooseForRun } from './choose-injection.ts';
import type { InjectionScript, RunInjection } from './injection.ts';
import { leftAfterKill, type LeftRows, leftWithoutAcknowledgement } from './left-rows.ts';
import { unreadableFiles } from './unreadable-files.ts';

export interface InjectionPorts {
  /** Puts rows of an attempt that does not count into the file of rows. */
  leave(left: LeftRows): Promise<void>;
  /** Ends the job as when its only node is taken away. */
  preempt(): void;
}

interface Surroundings extends InjectionPorts {
  readonly processNumber: number;
  readonly script: InjectionScript;
  /** Ends every process of the node. */
  loseNode(): void;
}

/** A worker process whose calls go wrong as a script says. */
export class FaultyHost implements WorkerHost {
  readonly #inner: WorkerHost;
  readonly #around: Surroundings;
  #lost = false;

  constructor(inner: WorkerHost, around: Surroundings) {
    this.#inner = inner;
    this.#around = around;
  }

  get alive(): boolean {
    return this.#inner.alive;
  }

  get exited(): Promise<HostExit> {
    return this.#inner.exited;
  }

  async init(signal: AbortSignal): Promise<void> {
    const injection = chooseForInit(this.#around.script, this.#around.processNumber);
    if (injection?.fault === 'init_failure')
      throw new EntryScriptError('EntryScriptInitException', 'init_failure, as --inject says');
    if (injection?.fault === 'slow_init') await pause(injection.seconds, signal);
    await this.#unlessLost(() => this.#inner.init(signal));
  }

  async run(input: HostInput, context: MiniBatchContext, signal: AbortSignal): Promise<readonly string[]> {
    const place = { index: Number(context.minibatch_index), attempt: (context.retry_count ?? 0) + 1 };
    const injection = chooseForRun(this.#around.script, place);
    const run = (given = input) => this.#unlessLost(() => this.#inner.run(given, context, signal));
    switch (injection?.fault) {
      case undefined:
        return await run();
      case 'timeout':
        return await orAborted(new Promise<never>(() => {}), signal);
      case 'preemption':
        this.#around.preempt();
        return await orAborted(new Promise<never>(() => {}), signal);
      case 'out_of_memory': {
        const running = run();
        running.catch(() => {});
        this.kill();
        return await this.#die(injection);
      }
      case 'node_loss':
        this.#around.loseNode();
        return await this.#die(injection);
      case 'slow_mount':
        await pause(injection.seconds * (isPaths(input) ? input.length : 1), signal);
        return await run();
      case 'failing_mount': {
        // The rows of a table are read before run() is called.
        if (!isPaths(input))
          throw new EntryScriptError('EntryScriptRunException', 'the table cannot be read, as --inject says');
        const mount = await unreadableFiles(input, injection.error ?? 'io', tmpdir());
        try {
          return await run(mount.files);
        } finally {
          await mount.remove();
        }
      }
      case 'lost_acknowledgement': {
        const rows = await this.#written(run());
        await this.#around.leave(leftWithoutAcknowledgement(place, rows));
        throw new EntryScriptError(
          'AcknowledgementLost',
          'the rows are written, but the acknowledgement was lost, as --inject says',
        );
      }
      case 'killed_while_writing': {
        const rows = await this.#written(run());
        const left = leftAfterKill(place, rows, injection);
        await this.#around.leave(left);
        this.kill();
        return await this.#die(injection, `; ${left.rows} of its ${rows.length} rows stay in the file`);
      }
    }
  }

  async shutdown(signal: AbortSignal): Promise<void> {
    await this.#inner.shutdown(signal);
  }

  kill(): void {
    this.#inner.kill();
  }

  /** Ends it together with its node. */
  lose(): void {
    this.#lost = true;
    this.kill();
  }

  async #unlessLost<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!this.#lost || !(error instanceof HostDiedError)) throw error;
      return await this.#die({ fault: 'node_loss' });
    }
  }

  async #written(rows: Promise<readonly string[]>): Promise<readonly string[]> {
    const returned = await rows;
    checkEncodable(returned);
    return returned;
  }

  async #die({ fault }: RunInjection, more = ''): Promise<never> {
    throw new HostDiedError(await this.exited, [], `because of ${fault}, as --inject says${more}`);
  }
}

function isPaths(input: HostInput): input is readonly string[] {
  return Array.isArray(input);
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  let cancel: (() => void) | undefined;
  const passed = new Promise<void>((resolve) => {
    cancel = systemClock.after(seconds * 1000, resolve);
  });
  try {
    await orAborted(passed, signal);
  } finally {
    cancel?.();
  }
}
