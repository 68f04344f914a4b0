import type { HostError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import type { FailedMiniBatch, JobEnd, JobPlan, JobPorts, JobResult } from './job-plan.ts';
import { brokenRule, type BrokenRule } from './rules.ts';
import { countFailed, countProcessed, emptyTally, type Tally } from './tally.ts';
import { TaskQueue, type QueuedTask } from './task-queue.ts';

/** Why the processes of a job are killed; nobody but the scheduler sees it. */
class JobStopped extends Error {}

/** The state that the worker processes of one job share. */
export class Job {
  readonly plan: JobPlan;
  readonly ports: JobPorts;
  readonly queue: TaskQueue;
  /** Processes that are past their `init()`. */
  readyProcesses = 0;
  #tally: Tally;
  #processesStarted = 0;
  #initFailures = 0;
  #initFailuresInARow = 0;
  #firstInitError: HostError | null = null;
  #brokenRule: BrokenRule | null = null;
  readonly #failedAttempts = new Map<string, number>();
  readonly #failedMiniBatches: FailedMiniBatch[] = [];
  readonly #stop = new AbortController();

  constructor(plan: JobPlan, ports: JobPorts) {
    this.plan = plan;
    this.ports = ports;
    this.queue = new TaskQueue(plan.tasks);
    const items = plan.tasks.reduce((sum, task) => sum + task.files.length, 0);
    this.#tally = emptyTally(plan.tasks.length, items);
  }

  /** Aborted when every process has to be killed. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Whether a process is still worth starting. */
  get open(): boolean {
    return !this.queue.closed.aborted;
  }

  startHost(): { readonly host: WorkerHost; readonly processNumber: number } {
    this.#processesStarted += 1;
    return { host: this.ports.hosts.start(this.#processesStarted), processNumber: this.#processesStarted };
  }

  stop(): void {
    this.queue.close();
    this.#stop.abort(new JobStopped());
  }

  initSucceeded(): void {
    this.readyProcesses += 1;
    this.#initFailuresInARow = 0;
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
    this.ports.observer.initFailed(processNumber, error);
    const invalid = error.reason === 'EntryScriptInvalid';
    if (!invalid && this.#initFailuresInARow < 3 * this.plan.processCount) return true;
    if (invalid) this.#break({ name: 'entry_script_invalid', message: describeInvalid(error) });
    else if (this.readyProcesses === 0) {
      this.#break({
        name: 'init_failed',
        message: describeInit(this.#initFailuresInARow, this.#firstInitError),
      });
    }
    return false;
  }

  /** `run` returned these rows and they are appended. */
  processed({ task }: QueuedTask, rows: number): void {
    this.#settle(countProcessed(this.#tally, task.files.length, rows));
  }

  attemptFailed({ task, attempts }: QueuedTask, processNumber: number, error: HostError): void {
    const attempt = attempts + 1;
    this.#failedAttempts.set(error.reason, (this.#failedAttempts.get(error.reason) ?? 0) + 1);
    this.ports.observer.attemptFailed({ task, attempt, processNumber, error });
    if (attempt < this.plan.runMaxTry) {
      this.queue.putBack({ task, attempts: attempt });
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
    this.queue.settle();
    this.ports.observer.progressed(tally);
    const rule = brokenRule('running', tally, this.plan.limits);
    if (rule !== null) this.#break(rule);
  }

  #break(rule: BrokenRule): void {
    this.#brokenRule ??= rule;
    this.stop();
  }

  #end(): JobEnd {
    if (this.#brokenRule !== null) return { kind: 'broken', rule: this.#brokenRule };
    if (this.#tally.miniBatches.pending > 0) return { kind: 'interrupted' };
    const rule = brokenRule('end', this.#tally, this.plan.limits);
    return rule === null ? { kind: 'finished' } : { kind: 'broken', rule };
  }
}

function describeInvalid(error: HostError): string {
  return `AML checks the entry script before it starts, and stops: ${error.message}`;
}

function describeInit(failures: number, first: HostError | null): string {
  return `init() failed ${failures} times in a row, on every process; AML gives up. The first error: ${first?.message}`;
}
