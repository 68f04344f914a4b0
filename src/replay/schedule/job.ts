import { setMaxListeners } from 'node:events';
import type { HostError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import { itemCount } from '../input/split.ts';
import { checkEncodable } from './check-encodable.ts';
import type { Attempt, FailedAttempt, JobEnd, JobPlan, JobPorts, JobResult } from './job-plan.ts';
import type { JobRecord } from './job-record.ts';
import { Observers } from './observers.ts';
import { brokenRule, type BrokenRule } from './rules.ts';
import { type QueuedTask, TaskQueue } from './task-queue.ts';

/** Mini-batches whose rows wait for the disk, and the characters in them. */
const MOST_APPENDING = 64;
const MOST_CHARACTERS_APPENDING = 16 * 1024 * 1024;

/** Why the processes of a job are killed; it never leaves the scheduler. */
class JobStopped extends Error {}

/** The state that the worker processes of one job share: queue, counts and end. */
export class Job {
  readonly #plan: JobPlan;
  readonly #ports: JobPorts;
  readonly #observers: Observers;
  readonly #queue: TaskQueue;
  readonly #record: JobRecord;
  /** Processes that are past their `init()`. */
  #readyProcesses = 0;
  #initFailuresInARow = 0;
  #firstInitError: HostError | null = null;
  #brokenRule: BrokenRule | null = null;
  readonly #stop = new AbortController();
  readonly #appending = new Set<Promise<void>>();
  #charactersAppending = 0;
  readonly #appendErrors: unknown[] = [];

  constructor(plan: JobPlan, ports: JobPorts, record: JobRecord) {
    this.#plan = plan;
    this.#ports = ports;
    this.#record = record;
    this.#observers = new Observers(ports.observers, (error) => ports.observerFailed(error));
    this.#queue = new TaskQueue(unsettled(plan, record), record.tally.miniBatches.pending);
    // Each process listens; that is no leak.
    setMaxListeners(0, this.stopped, this.closed);
    // What an interrupted replay did may have broken a rule already.
    this.#checkRules();
  }

  /** Aborted when every process has to be killed. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted when no more mini-batches will be handed out, before `stopped`. */
  get closed(): AbortSignal {
    return this.#queue.closed;
  }

  /** Whether a process is still worth starting. */
  get open(): boolean {
    return !this.closed.aborted;
  }

  /** Hands out no more mini-batches; running ones may finish. */
  drain(): void {
    this.#queue.close();
  }

  stop(): void {
    this.drain();
    this.#stop.abort(new JobStopped());
  }

  startProcess(): { readonly host: WorkerHost; readonly processNumber: number } {
    this.#record.processesStarted += 1;
    const processNumber = this.#record.processesStarted;
    this.#observers.processStarted(processNumber);
    return { host: this.#ports.hosts.start(processNumber), processNumber };
  }

  /** A process is past its `init()`. */
  processReady(): void {
    this.#readyProcesses += 1;
    this.#initFailuresInARow = 0;
  }

  /** A process that was ready takes no more mini-batches. */
  processLeft(): void {
    this.#readyProcesses -= 1;
  }

  /**
   * Counts a failed start. AML gives up when `init()` keeps failing on all processes of a node, after 3 times the
   * number of processes.
   * https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step
   *
   * @returns whether the process may be started once more
   */
  initFailed(processNumber: number, error: HostError): boolean {
    this.#record.initFailures += 1;
    this.#initFailuresInARow += 1;
    this.#firstInitError ??= error;
    this.#observers.initFailed(processNumber, error);
    const invalid = error.reason === 'EntryScriptInvalid';
    if (!invalid && this.#initFailuresInARow < 3 * this.#plan.processCount) return true;
    if (invalid) this.#break({ name: 'entry_script_invalid', message: describeInvalid(error) });
    else if (this.#readyProcesses === 0) {
      this.#break({
        name: 'init_failed',
        message: describeInit(this.#initFailuresInARow, this.#firstInitError),
      });
    }
    return false;
  }

  /** The next mini-batch for a process, which may have to wait for it; undefined when there will be none. */
  async next(processNumber: number): Promise<Attempt | undefined> {
    const queued = await this.#queue.take();
    return queued && { task: queued.task, attempt: queued.attempts + 1, processNumber };
  }

  attemptStarted(attempt: Attempt): void {
    this.#observers.attemptStarted(attempt);
  }

  /** The attempt never began: its mini-batch waits for another process. */
  putBack({ task, attempt }: Attempt): void {
    this.#queue.putBack({ task, attempts: attempt - 1 });
  }

  /**
   * Takes what `run` returned. The process may go on while it is appended, so that it does not wait for the disk; the
   * mini-batch counts as processed when it is on the disk.
   *
   * @throws EntryScriptError when a row cannot be encoded
   */
  append(attempt: Attempt, rows: readonly string[]): void {
    if (this.#plan.limits.outputAction === 'append_row') checkEncodable(rows);
    const characters = rows.reduce((sum, row) => sum + row.length, 0);
    this.#charactersAppending += characters;
    const appending = this.#append(attempt, rows).catch((error: unknown) => {
      this.#appendErrors.push(error);
      this.stop();
    });
    this.#appending.add(appending);
    void appending.finally(() => {
      this.#appending.delete(appending);
      this.#charactersAppending -= characters;
    });
  }

  /** Resolves when little enough waits for the disk that more may be read. */
  async roomToAppend(): Promise<void> {
    while (this.#appending.size >= MOST_APPENDING || this.#charactersAppending > MOST_CHARACTERS_APPENDING)
      await Promise.race(this.#appending);
  }

  /** Resolves when nothing is being appended. @throws the first error of `append` of the ports */
  async appended(): Promise<void> {
    await Promise.all(this.#appending);
    for (const error of this.#appendErrors) throw error;
  }

  async #append(attempt: Attempt, rows: readonly string[]): Promise<void> {
    await this.#ports.append(rows, attempt);
    this.#observers.appended(attempt, rows);
    this.#record.processed({ index: attempt.task.index, items: itemCount(attempt.task) }, rows.length);
    this.#settled();
  }

  attemptFailed(failed: FailedAttempt): void {
    const { task, attempt, error } = failed;
    const { reason, message } = error;
    const failure = { index: task.index, items: itemCount(task), attempt, reason, message };
    const isLast = this.#record.attemptFailed(failure);
    this.#observers.attemptFailed(failed);
    if (isLast) this.#settled();
    else this.#queue.putBack({ task, attempts: attempt });
  }

  result(): JobResult {
    return {
      end: this.#end(),
      tally: this.#record.tally,
      failedMiniBatches: this.#record.failedMiniBatches,
      failedAttempts: this.#record.failedAttempts,
      initFailures: this.#record.initFailures,
      processesStarted: this.#record.processesStarted,
    };
  }

  #settled(): void {
    this.#queue.settle();
    this.#observers.progressed(this.#record.tally);
    this.#checkRules();
  }

  #checkRules(): void {
    const rule = brokenRule('running', this.#record.tally, this.#plan.limits);
    if (rule !== null) this.#break(rule);
  }

  #break(rule: BrokenRule): void {
    this.#brokenRule ??= rule;
    this.stop();
  }

  #end(): JobEnd {
    if (this.#brokenRule !== null) return { kind: 'broken', rule: this.#brokenRule };
    if (this.#record.tally.miniBatches.pending > 0) return { kind: 'interrupted' };
    const rule = brokenRule('end', this.#record.tally, this.#plan.limits);
    return rule === null ? { kind: 'finished' } : { kind: 'broken', rule };
  }
}

function describeInvalid(error: HostError): string {
  return `AML checks the entry script before it starts, and stops: ${error.message}`;
}

function describeInit(failures: number, first: HostError | null): string {
  return `init() failed ${failures} times in a row, on every process; AML gives up. The first error: ${first?.message}`;
}

/** The mini-batches that are left to do. */
async function* unsettled({ source }: JobPlan, record: JobRecord): AsyncGenerator<QueuedTask> {
  for await (const task of source.tasks()) {
    if (!record.isSettled(task.index)) yield { task, attempts: record.attemptsAt(task.index) };
  }
}
