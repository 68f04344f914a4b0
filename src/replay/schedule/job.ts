import { setMaxListeners } from 'node:events';
import type { HostError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import { checkEncodable } from './check-encodable.ts';
import type {
  Attempt,
  FailedAttempt,
  FailedMiniBatch,
  JobEnd,
  JobPlan,
  JobPorts,
  JobResult,
} from './job-plan.ts';
import { Observers } from './observers.ts';
import { brokenRule, type BrokenRule } from './rules.ts';
import { countFailed, countProcessed, emptyTally, type Tally } from './tally.ts';
import { TaskQueue } from './task-queue.ts';

/** Why the processes of a job are killed; it never leaves the scheduler. */
class JobStopped extends Error {}

/** The state that the worker processes of one job share: queue, counts and end. */
export class Job {
  readonly #plan: JobPlan;
  readonly #ports: JobPorts;
  readonly #observers: Observers;
  readonly #queue: TaskQueue;
  #tally: Tally;
  /** Processes that are past their `init()`. */
  #readyProcesses = 0;
  #processesStarted = 0;
  #initFailures = 0;
  #initFailuresInARow = 0;
  #firstInitError: HostError | null = null;
  #brokenRule: BrokenRule | null = null;
  readonly #failedAttempts = new Map<string, number>();
  readonly #failedMiniBatches: FailedMiniBatch[] = [];
  readonly #stop = new AbortController();

  constructor(plan: JobPlan, ports: JobPorts) {
    this.#plan = plan;
    this.#ports = ports;
    this.#observers = new Observers(ports.observers, (error) => ports.observerFailed(error));
    this.#queue = new TaskQueue(plan.tasks);
    // Each process listens; that is no leak.
    setMaxListeners(0, this.stopped, this.closed);
    const items = plan.tasks.reduce((sum, task) => sum + task.files.length, 0);
    this.#tally = emptyTally(plan.tasks.length, items);
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
    this.#processesStarted += 1;
    const processNumber = this.#processesStarted;
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
    this.#initFailures += 1;
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
   * Takes what `run` returned: appends it, where the plan wants rows, and counts the mini-batch as processed.
   *
   * @throws EntryScriptError when a row cannot be encoded; whatever `append` throws
   */
  async append(attempt: Attempt, rows: readonly string[]): Promise<void> {
    if (this.#plan.limits.outputAction === 'append_row') {
      checkEncodable(rows);
      await this.#ports.append(rows);
    }
    this.#observers.appended(attempt, rows);
    this.#settle(countProcessed(this.#tally, attempt.task.files.length, rows.length));
  }

  attemptFailed(failed: FailedAttempt): void {
    const { task, attempt, error } = failed;
    this.#failedAttempts.set(error.reason, (this.#failedAttempts.get(error.reason) ?? 0) + 1);
    this.#observers.attemptFailed(failed);
    if (attempt < this.#plan.runMaxTry) {
      this.#queue.putBack({ task, attempts: attempt });
      return;
    }
    this.#failedMiniBatches.push({ index: task.index, items: task.files.length, attempts: attempt, error });
    this.#settle(countFailed(this.#tally, task.files.length));
  }

  result(): JobResult {
    return {
      end: this.#end(),
      tally: this.#tally,
      failedMiniBatches: this.#failedMiniBatches,
      failedAttempts: this.#failedAttempts,
      initFailures: this.#initFailures,
      processesStarted: this.#processesStarted,
    };
  }

  #settle(tally: Tally): void {
    this.#tally = tally;
    this.#queue.settle();
    this.#observers.progressed(tally);
    const rule = brokenRule('running', tally, this.#plan.limits);
    if (rule !== null) this.#break(rule);
  }

  #break(rule: BrokenRule): void {
    this.#brokenRule ??= rule;
    this.stop();
  }

  #end(): JobEnd {
    if (this.#brokenRule !== null) return { kind: 'broken', rule: this.#brokenRule };
    if (this.#tally.miniBatches.pending > 0) return { kind: 'interrupted' };
    const rule = brokenRule('end', this.#tally, this.#plan.limits);
    return rule === null ? { kind: 'finished' } : { kind: 'broken', rule };
  }
}

function describeInvalid(error: HostError): string {
  return `AML checks the entry script before it starts, and stops: ${error.message}`;
}

function describeInit(failures: number, first: HostError | null): string {
  return `init() failed ${failures} times in a row, on every process; AML gives up. The first error: ${first?.message}`;
}
