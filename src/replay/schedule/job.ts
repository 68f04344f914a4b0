import { setMaxListeners } from 'node:events';
import { systemClock } from '../../flow/clock.ts';
import type { HostError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import { itemCount } from '../input/split.ts';
import { checkEncodable } from './check-encodable.ts';
import type { Attempt, FailedAttempt, JobEnd, JobPlan, JobPorts, JobResult } from './job-plan.ts';
import type { JobRecord } from './job-record.ts';
import { JobTimeouts } from './job-timeouts.ts';
import { Observers } from './observers.ts';
import { brokenRule, type BrokenRule } from './rules.ts';
import { StartRules } from './start-rules.ts';
import { type QueuedTask, TaskQueue } from './task-queue.ts';

/** Mini-batches whose rows wait for the disk, and the characters in them. */
const MOST_APPENDING = 64;
const MOST_CHARACTERS_APPENDING = 16 * 1024 * 1024;

/** Why the processes of a job are killed; it never leaves the scheduler. */
class JobStopped extends Error {}

interface FailedStart {
  readonly processNumber: number;
  /** From 0. */
  readonly node: number;
  readonly error: HostError;
}

/** The state that the worker processes of one job share: queue, counts and end. */
export class Job {
  readonly #plan: JobPlan;
  readonly #ports: JobPorts;
  readonly #observers: Observers;
  readonly #queue: TaskQueue;
  readonly #record: JobRecord;
  /** Processes that are past their `init()`. */
  #readyProcesses = 0;
  readonly #timeouts: JobTimeouts;
  readonly #starts: StartRules;
  #brokenRule: BrokenRule | null = null;
  readonly #stop = new AbortController();
  readonly #appending = new Set<Promise<void>>();
  #charactersAppending = 0;
  readonly #appendErrors: unknown[] = [];

  constructor(plan: JobPlan, ports: JobPorts, record: JobRecord) {
    this.#plan = plan;
    this.#ports = ports;
    this.#record = record;
    this.#timeouts = new JobTimeouts(plan, (rule) => this.#break(rule));
    this.#starts = new StartRules(plan, () => systemClock.now());
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

  /** Processes are about to be started. */
  begin(): void {
    this.#timeouts.begin();
  }

  end(): void {
    this.#timeouts.end();
  }

  stop(): void {
    this.drain();
    this.#stop.abort(new JobStopped());
  }

  startProcess(node: number): { readonly host: WorkerHost; readonly processNumber: number } {
    this.#record.processesStarted += 1;
    const processNumber = this.#record.processesStarted;
    this.#observers.processStarted(processNumber);
    return { host: this.#ports.hosts.start(processNumber, node), processNumber };
  }

  /** A process is past its `init()`. */
  processReady(node: number): void {
    this.#timeouts.ready();
    this.#readyProcesses += 1;
    this.#starts.ready(node);
  }

  /** A process that was ready takes no more mini-batches. */
  processLeft(): void {
    this.#readyProcesses -= 1;
  }

  /** The leader found that no process can run the entry script. */
  leaderFailed(error: HostError): void {
    this.#observers.leaderFailed(error);
    this.#break({ name: 'entry_script_invalid', message: describeInvalid(error) });
  }

  /** Counts a failed start. @returns whether the process may be started once more */
  initFailed({ processNumber, node, error }: FailedStart): boolean {
    this.#record.initFailures += 1;
    this.#observers.initFailed(processNumber, error);
    if (error.reason === 'EntryScriptInvalid') {
      this.#break({ name: 'entry_script_invalid', message: describeInvalid(error) });
      return false;
    }
    const next = this.#starts.failed(node, error, this.#readyProcesses > 0);
    if (next === 'end') this.#break({ name: 'init_failed', message: this.#starts.description });
    return next === 'again';
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
    if (this.#record.tally.miniBatches.pending > 0) this.#timeouts.progressed();
    else this.#timeouts.end();
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

/** The mini-batches that are left to do. */
async function* unsettled({ source }: JobPlan, record: JobRecord): AsyncGenerator<QueuedTask> {
  for await (const task of source.tasks()) {
    if (!record.isSettled(task.index)) yield { task, attempts: record.attemptsAt(task.index) };
  }
}
