import { join } from 'node:path';
import type { ReplaySummary } from '../../report/summary/summary.ts';
import type { CountedEvent, FailedEvent, JournalEvent } from '../journal/events.ts';
import { countFailed, countProcessed, emptyTally, type Tally } from '../schedule/tally.ts';
import { ErrorsByReason } from './errors-by-reason.ts';
import { removeLog, logLine, replaceLog } from './log-file.ts';
import { progressLine, resultLines } from './overview.ts';
import { README } from './readme.ts';
import { REPORT_COLUMNS, reportLine } from './processed-report.ts';

export interface JobLogsOptions {
  /** `logs` of the output folder, absolute. */
  readonly folder: string;
  readonly miniBatches: number;
  readonly items: number;
  readonly runMaxTry: number;
  readonly errorThreshold: number;
  /** Of the first part of a replay that was interrupted. */
  readonly begunAt: Date;
}

/** How often the overview gets a line, in milliseconds. */
const OVERVIEW_MS = 1000;

const REPORT = 'sys/job_report/processed_mini-batches.csv';
const MASTER = 'sys/master_role.txt';
const RESULT = 'job_result.txt';
const ERRORS = 'job_error.txt';

/**
 * The logs of the whole job, in AML's layout; those of the worker processes are written by their drivers. They follow from the
 * events of the journal alone: a replay that is continued writes them anew, and they read like those of one that was never
 * interrupted.
 *
 * https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#debug-from-logs
 */
export class JobLogs {
  readonly #options: JobLogsOptions;
  readonly #overview: string;
  readonly #errors = new ErrorsByReason();
  /** Of the last line; milliseconds since 1970. */
  #overviewAt = -Infinity;
  #tally: Tally;

  constructor(options: JobLogsOptions) {
    const { miniBatches, items, begunAt } = options;
    this.#options = options;
    this.#tally = emptyTally(miniBatches, items);
    const stamp = begunAt.toISOString().replaceAll(/[-:]|\.\d+Z$/g, '');
    this.#overview = `job_progress_overview.${stamp}.txt`;
    for (const file of [RESULT, ERRORS, REPORT, MASTER, this.#overview]) removeLog(this.#path(file));
    replaceLog(this.#path('readme.txt'), README);
    this.#write(REPORT, REPORT_COLUMNS.join(','));
    this.#note(begunAt.getTime(), 'the replay has begun');
  }

  /** Events of other kinds are in no log. */
  take(event: JournalEvent): void {
    if (event.event === 'appended' || event.event === 'counted') this.#processed(event);
    if (event.event === 'failed') this.#attemptFailed(event);
    if (event.event === 'init_failed') this.#error(`init(), process ${event.process}`, event, event.time);
    if (event.event === 'leader_failed') this.#error('the check of the entry script', event, event.time);
  }

  /** Writes the result, and the errors where there were any. @param now milliseconds since 1970 */
  end(summary: ReplaySummary, now: number): void {
    if (this.#overviewAt > -Infinity) this.#write(this.#overview, progressLine(now, this.#tally));
    const errors = this.#errors.lines();
    const lines = resultLines(summary, this.#options.errorThreshold);
    this.#note(now, lines[0] ?? '');
    if (errors.length > 0) lines.push(`The errors are in ${ERRORS}.`);
    replaceLog(this.#path(RESULT), lines.join('\n'));
    if (errors.length > 0) replaceLog(this.#path(ERRORS), errors.join('\n'));
  }

  #processed(event: Omit<CountedEvent, 'event'>): void {
    const { index, items, rows, ended } = event;
    this.#write(REPORT, reportLine(event));
    if (rows > items) {
      const warning = `WARNING mini-batch ${index} returned ${rows} rows for ${items} items: all are written, ${items} count as succeeded`;
      this.#note(ended, warning);
    }
    this.#settled(countProcessed(this.#tally, items, rows), ended);
  }

  #attemptFailed(event: FailedEvent): void {
    const { index, items, attempt, ended, process } = event;
    const { runMaxTry } = this.#options;
    this.#error(`mini-batch ${index}, attempt ${attempt} of ${runMaxTry}, process ${process}`, event, ended);
    if (attempt < runMaxTry) return;
    this.#write(REPORT, reportLine({ ...event, rows: 0 }));
    this.#settled(countFailed(this.#tally, items), ended);
  }

  #settled(tally: Tally, now: number): void {
    this.#tally = tally;
    if (now - this.#overviewAt < OVERVIEW_MS) return;
    this.#overviewAt = now;
    this.#write(this.#overview, progressLine(now, tally));
  }

  #error(where: string, { reason, message }: Pick<FailedEvent, 'reason' | 'message'>, time: number): void {
    this.#note(time, `ERROR ${where}: ${reason}: ${message.split('\n')[0] ?? ''}`);
    this.#errors.add({ where, reason, message });
  }

  #note(time: number, text: string): void {
    this.#write(MASTER, `${new Date(time).toISOString()} ${text}`);
  }

  #write(file: string, line: string): void {
    logLine(this.#path(file), line);
  }

  #path(file: string): string {
    return join(this.#options.folder, file);
  }
}
