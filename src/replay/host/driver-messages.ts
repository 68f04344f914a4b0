import type { LoggingLevel } from '../../logging/logger.ts';
import type { MiniBatchContext } from '../../contract/mini-batch.ts';
import type { HostInput } from './worker-host.ts';
import { ATTEMPT_FAILURES, EntryScriptError } from './host-errors.ts';

/** What a driver (driver.py, node-driver.ts) needs to play AML's part; snake case, because Python reads it. */
export interface DriverSetup {
  /** The snapshot: what AML puts first on sys.path. */
  readonly source_directory: string;
  /** Python: the dotted name below the snapshot; Node: the file. */
  readonly module: string;
  readonly argv: readonly string[];
  /** What the paths of the data set are below, where there is such a folder. */
  readonly input_root?: string;
  readonly output_dir: string;
  readonly log_dir: string;
  readonly node: string;
  /** `process000`, the name of the process's log files. */
  readonly agent_name: string;
  readonly logging_level: LoggingLevel;
  /** Python: the port where its debugger is waited for. */
  readonly debugpy_port?: number;
}

export type DriverRequest =
  /** `import` is the first half of `init`. */
  | { readonly id: number; readonly method: 'import' | 'init'; readonly params: DriverSetup }
  | {
      readonly id: number;
      readonly method: 'run';
      readonly params: { readonly mini_batch: HostInput; readonly context: MiniBatchContext };
    }
  | { readonly id: number; readonly method: 'shutdown'; readonly params: Readonly<Record<string, never>> };

export type DriverReply = { readonly id: number } & (
  | { readonly result: { readonly rows?: readonly string[] } }
  | { readonly error: { readonly reason: string; readonly message: string; readonly trace: string } }
);

/** @throws when the line is not a reply, which is a defect: the drivers are ours */
export function parseReply(line: string): DriverReply {
  const value = JSON.parse(line) as Partial<DriverReply> | null;
  if (typeof value?.id !== 'number') throw new Error(`not a driver's reply: ${line.slice(0, 200)}`);
  return value as DriverReply;
}

export function toEntryScriptError(error: {
  reason: string;
  message: string;
  trace: string;
}): EntryScriptError {
  const reason = ATTEMPT_FAILURES.find((known) => known === error.reason) ?? 'EntryScriptRunException';
  return new EntryScriptError(reason, error.message, error.trace);
}
