import type { WorkerError } from '../../contract/errors.ts';
import type { HostError } from '../host/host-errors.ts';
import type { HostFactory } from '../host/worker-host.ts';
import type { MiniBatchTask } from '../input/split.ts';
import type { TaskSource } from '../input/task-source.ts';
import type { BrokenRule, RuleLimits } from './rules.ts';
import type { Tally } from './tally.ts';

export interface JobPlan {
  readonly source: TaskSource;
  readonly nodeCount: number;
  /** Of each node. */
  readonly processCount: number;
  /** Attempts in total, not retries. */
  readonly runMaxTry: number;
  /** Milliseconds that one `run()` may take. */
  readonly runTimeoutMs: number;
  /** Milliseconds that import and `init()` may take. */
  readonly initTimeoutMs: number;
  /** Milliseconds without a process that is past its `init()` after which the job fails. */
  readonly startTimeoutMs: number;
  /** Milliseconds without a settled mini-batch after which the job fails; null for any. */
  readonly progressTimeoutMs: number | null;
  readonly limits: RuleLimits;
}

export interface JobPorts {
  readonly hosts: HostFactory;
  /** What AML's leader does before any process is started; rejects with a HostError for an entry script that AML rejects. */
  readonly lead?: (signal: AbortSignal) => Promise<void>;
  /** Takes the rows of a whole mini-batch, all or nothing; a rejection ends the job. */
  append(rows: readonly string[], attempt: Attempt): Promise<void>;
  /** Each is notified of the events that it has a method for. */
  readonly observers: readonly Partial<JobObserver>[];
  /** Called once for an observer that threw, which is not notified again; the job goes on. Must not throw. */
  observerFailed(error: unknown): void;
  /** Aborted: running mini-batches finish, no new one starts. */
  readonly drain: AbortSignal;
  /** Aborted: every process is killed at once. */
  readonly stop: AbortSignal;
}

/**
 * Is notified of events after they happened; nothing waits for it. A started attempt ends in `appended` or in
 * `attemptFailed`, or in neither when the job is stopped meanwhile. The numbers of processes count from 1 over the job.
 */
export interface JobObserver {
  /** `run` is about to be called. */
  attemptStarted(attempt: Attempt): void;
  /** The rows of the attempt are in the output file, all of them; with `summary_only` they are only counted. */
  appended(attempt: Attempt, rows: readonly string[]): void;
  attemptFailed(attempt: FailedAttempt): void;
  /** A process is about to be started. */
  processStarted(processNumber: number): void;
  /** A process could not import the entry script or call its `init()`. */
  initFailed(processNumber: number, error: HostError): void;
  /** The leader could not import the entry script, or found it invalid. */
  leaderFailed(error: HostError): void;
  /** A mini-batch is settled: appended, or failed in its last attempt. */
  progressed(tally: Tally): void;
}

/** One `run()` of a mini-batch in one process. */
export interface Attempt {
  readonly task: MiniBatchTask;
  /** From 1. */
  readonly attempt: number;
  readonly processNumber: number;
}

export interface FailedAttempt extends Attempt {
  readonly error: HostError;
}

/** A mini-batch that failed in its last attempt. */
export interface FailedMiniBatch {
  readonly index: number;
  readonly items: number;
  readonly attempts: number;
  readonly error: { readonly reason: string; readonly message: string };
}

export type JobEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'interrupted' }
  /** The machine does not let it go on: rows cannot be written, a process cannot be started. */
  | { readonly kind: 'stopped'; readonly error: WorkerError }
  /** AML would have stopped the job here. */
  | { readonly kind: 'broken'; readonly rule: BrokenRule };

export interface JobResult {
  readonly end: JobEnd;
  readonly tally: Tally;
  readonly failedMiniBatches: readonly FailedMiniBatch[];
  /** Failed attempts by reason, those followed by a successful attempt included. */
  readonly failedAttempts: ReadonlyMap<string, number>;
  readonly initFailures: number;
  readonly processesStarted: number;
}
