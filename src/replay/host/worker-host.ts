import type { MiniBatchContext } from '../../contract/mini-batch.ts';
import type { TableMiniBatch } from '../table/table-part.ts';

/** What a mini-batch is made of: paths, or rows of a table, which the process reads itself. */
export type HostInput = readonly string[] | TableMiniBatch;

/**
 * Starts worker processes; `processNumber` counts from 1 over the whole job, a replacement gets a new one; nodes count
 * from 0, and without one it is the first.
 */
export interface HostFactory {
  start(processNumber: number, node?: number): WorkerHost;
}

/**
 * One worker process with the entry script in it. One call at a time.
 *
 * Every call rejects with a HostError: `EntryScriptError` when the script failed and the process lives on,
 * `HostDiedError` when the process ended, and with the signal's reason when that is aborted (the process may then
 * still be busy; kill it).
 */
export interface WorkerHost {
  /** Imports the entry script and calls its `init()`. */
  init(signal: AbortSignal): Promise<void>;
  /** Calls `run()`; each element that it returned, as text. */
  run(input: HostInput, context: MiniBatchContext, signal: AbortSignal): Promise<readonly string[]>;
  /** Calls the script's `shutdown()` where it has one and waits until the process has exited. */
  shutdown(signal: AbortSignal): Promise<void>;
  /** Ends the process and everything it started, at once. Safe to call at any time. */
  kill(): void;
  readonly alive: boolean;
  /** Resolves, never rejects, when the process has ended. */
  readonly exited: Promise<HostExit>;
}

export interface HostExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why the process could not be started. */
  readonly error?: Error;
}
