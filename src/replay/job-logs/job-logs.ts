import { join } from 'node:path';
import type { ReplaySummary } from '../../report/summary/summary.ts';
import type { HostError } from '../host/host-errors.ts';
import type { Attempt, FailedAttempt, JobObserver } from '../schedule/job-plan.ts';
import type { Tally } from '../schedule/tally.ts';
import { ErrorsByReason } from './errors-by-reason.ts';
import { logLine } from './log-file.ts';
import { progressLine, resultLines } from './overview.ts';
import { README } from './readme.ts';
import { REPORT_COLUMNS, reportLine } from './processed-report.ts';

export interface JobLogsOptions {
  /** `logs` of the output folder, absolute. */
  readonly folder: string;
  readonly runMaxTry: number;
  readonly errorThreshold: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How often the overview gets a line, in milliseconds. */
const OVERVIEW_MS = 1000;

/**
 * The logs of the whole job, in AML's layout; those of the worker processes are written by their drivers.
 *
 * https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#debug-from-logs
 */
export class JobLogs implements Partial<JobObserver> {
  readonly #options: JobLogsOptions;
  readonly #overview: string;
  readonly #startedAt = new Map<number, number>();
  readonly #errors = new ErrorsByReason();
  #overviewAt = 0;
  #tally: Tally | null = null;

  constructor(options: JobLogsOptions) {
    this.#options = options;
    const stamp = new Date(options.now()).toISOString().replaceAll(/[-:]|\.\d+Z$/g, '');
    this.#overview = `job_progress_overview.${stamp}.txt`;
    this.#write('readme.txt', README);
    this.#write('sys/job_report/processed_mini-batches.csv', REPORT_COLUMNS.join(','));
    this.#note('the replay has begun');
  }

  attemptStarted({ task }: Attempt): void {
    this.#startedAt.set(task.index, this.#options.now());
  }

  appended(attempt: Attempt, rows: readonly string[]): void {
    this.#settled(attempt, rows.length);
    const items = attempt.task.files.length;
    if (rows.length > items) {
      this.#note(
        `WARNING mini-batch ${attempt.task.index} returned ${rows.length} rows for ${items} items: all are written, ${items} count as succeeded`,
      );
    }
  }

  attemptFailed(attempt: FailedAttempt): void {
    const { task, attempt: number, processNumber, error } = attempt;
    const where = `mini-batch ${task.index}, attempt ${number} of ${this.#options.runMaxTry}`;
    this.#error(where, processNumber, error);
    if (number >= this.#options.runMaxTry) this.#settled(attempt, 0);
  }

  initFailed(processNumber: number, error: HostError): void {
    this.#error('init()', processNumber, error);
  }

  progressed(tally: Tally): void {
    this.#tally = tally;
    const now = this.#options.now();
    if (now - this.#overviewAt < OVERVIEW_MS) return;
    this.#overviewAt = now;
    this.#write(this.#overview, progressLine(now, tally));
  }

  /** Writes the result, and the errors where there were any. */
  end(summary: ReplaySummary): void {
    if (this.#tally !== null) this.#write(this.#overview, progressLine(this.#options.now(), this.#tally));
    const lines = resultLines(summary, this.#options.errorThreshold);
    this.#note(lines[0] ?? '');
    this.#write('job_result.txt', lines.join('\n'));
    const errors = this.#errors.lines();
    if (errors.length > 0) this.#write('job_error.txt', errors.join('\n'));
  }

  #settled(attempt: Attempt, rows: number): void {
    const endedAt = this.#options.now();
    const startedAt = this.#startedAt.get(attempt.task.index) ?? endedAt;
    this.#startedAt.delete(attempt.task.index);
    const line = reportLine({ attempt, startedAt, endedAt, rows });
    this.#write('sys/job_report/processed_mini-batches.csv', line);
  }

  #error(where: string, processNumber: number, { reason, message }: HostError): void {
    this.#note(`ERROR ${where}, process ${processNumber}: ${reason}: ${message.split('\n')[0] ?? ''}`);
    this.#errors.add({ where, processNumber, reason, message });
  }

  #note(text: string): void {
    this.#write('sys/master_role.txt', `${new Date(this.#options.now()).toISOString()} ${text}`);
  }

  #write(file: string, line: string): void {
    logLine(join(this.#options.folder, file), line);
  }
}
