import { join } from 'node:path';
import { WorkerError } from '../contract/errors.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { machineError } from '../files/machine-error.ts';
import { PartitionsPresent } from '../images/partitions-present.ts';
import { countFailedItems, NOT_RETURNED, readFailedItems } from '../report/summary/failed-items.ts';
import { readRunMetrics } from '../report/summary/run-metrics.ts';
import { whyNothingRead } from '../report/summary/nothing-read.ts';
import { RowStatusCounter } from '../report/summary/row-status.ts';
import { SUMMARY_VERSION, type ReplaySummary, type ReplayVerdict } from '../report/summary/summary.ts';
import { JobLogs } from './job-logs/job-logs.ts';
import { JobRecorder } from './journal/job-recorder.ts';
import type { OpenReplay } from './journal/open-replay.ts';
import { readJournal } from './journal/read-journal.ts';
import { RecordedRows } from './journal/recorded-rows.ts';
import { rowsThatCount } from './journal/rows-that-count.ts';
import type { JobEnd, JobObserver, JobPlan, JobPorts, JobResult } from './schedule/job-plan.ts';
import { leaveRows } from './results/leftover-rows.ts';
import type { InjectionScript } from './inject/injection.ts';
import { withInjections } from './inject/with-injections.ts';
import { runJob } from './schedule/run-job.ts';
import { FAILED_ITEMS_FOLDER } from '../rows/failed-items-file.ts';

export interface ReplayOutput {
  /** Absolute; prepared. */
  readonly folder: string;
  readonly appendRowFileName: string;
  /** Puts the rows into the order of the mini-batches when all are there. */
  readonly ordered: boolean;
  /** What ran. */
  readonly ran: Pick<ReplaySummary, 'host' | 'arguments' | 'settings' | 'versions'>;
  /** Faults that were asked for. */
  readonly injections?: InjectionScript | null;
  /** Files of the input that were not taken, by reason. */
  readonly leftOut: ReplaySummary['left_out'];
}

/** What became of a replay; `error` says what the machine did not allow, which does not undo what was done before. */
export interface ReplayEnd {
  readonly summary: ReplaySummary;
  readonly error: WorkerError | null;
}

/**
 * Replays a job, or what is left of one: runs its mini-batches, appends their rows, and writes `summary.json` beside them.
 *
 * @param now milliseconds since 1970 that never run backwards
 */
export async function replay(
  plan: JobPlan,
  open: OpenReplay,
  output: ReplayOutput,
  ports: Omit<JobPorts, 'append'>,
  now: () => number,
): Promise<ReplayEnd> {
  const startedAt = now();
  const settledBefore = settledItems(open.record);
  const logs = await openLogs(plan, open, output.folder);
  const recorder = new JobRecorder(open.journal, (event) => logs.take(event), now);
  const rows = new RecordedRows(join(output.folder, output.appendRowFileName), recorder, plan.limits);
  const statuses = await countEarlierRows(open, rows);
  const counting: Partial<JobObserver> = { appended: (_, batch) => statuses.add(batch) };
  const observers = [recorder, counting, ...ports.observers];
  const append: JobPorts['append'] = (batch, attempt) => rows.append(batch, attempt);
  const { hosts, stop } = withInjections(ports, output.injections ?? null, open.resumed, (left) =>
    rows.leave(left),
  );
  const result = await runJob(plan, { ...ports, hosts, stop, observers, append }, open.record).catch(
    async (error: unknown) => {
      await rows.close().catch(() => {});
      await open.journal.close().catch(() => {});
      throw error;
    },
  );
  // The first error counts: on a full disk closing often fails as well.
  const errors: (WorkerError | null)[] = [
    result.end.kind === 'stopped' ? result.end.error : null,
    await errorOf(rows.close()),
  ];
  if (output.ordered && !open.sorted && isOver(result.end) && rows.used)
    errors.push(await errorOf(rows.sortByIndex(open.journal, plan.source.miniBatches)));
  const rowsFile = await keepOrLeave(rows, result.end, errors);
  const failedItems = await readFailedItems(join(output.folder, FAILED_ITEMS_FOLDER));
  const elapsedSeconds = (now() - startedAt) / 1000;
  const failedByReason = countFailedItems(
    result.tally.items.failed,
    wholeFailures(result),
    failedItems ?? [],
  );
  const summary: ReplaySummary = {
    version: SUMMARY_VERSION,
    ...describeResult(result),
    nothing_read: await nothingRead(plan, result, statuses.counts, failedByReason),
    started_at: new Date(startedAt).toISOString(),
    elapsed_seconds: elapsedSeconds,
    items_per_second: (settledItems(result) - settledBefore) / Math.max(elapsedSeconds, 0.001),
    ...output.ran,
    left_out: output.leftOut,
    rows_by_status: statuses.counts,
    failed_items: failedByReason,
    metrics: await readRunMetrics(join(output.folder, FAILED_ITEMS_FOLDER)),
    files: {
      rows: rowsFile,
      failed_items: failedItems === null ? null : join(output.folder, FAILED_ITEMS_FOLDER),
      logs: join(output.folder, 'logs'),
    },
  };
  logs.end(summary, now());
  errors.push(await writeSummary(join(output.folder, 'summary.json'), summary));
  if (isOver(result.end) && firstOf(errors) === null)
    errors.push(await errorOf(open.journal.append({ event: 'ended', verdict: summary.verdict })));
  errors.push(await errorOf(open.journal.close()));
  return { summary, error: firstOf(errors) };
}

/** The logs of the job, with what the journal tells of an interrupted one. */
async function openLogs({ source, runMaxTry, limits }: JobPlan, open: OpenReplay, output: string) {
  const { miniBatches, items } = source;
  const { errorThreshold } = limits;
  const { begunAt } = open;
  const folder = join(output, 'logs');
  const logs = new JobLogs({ folder, miniBatches, items, runMaxTry, errorThreshold, begunAt });
  if (open.resumed) for await (const { event } of readJournal(open.journal.path)) logs.take(event);
  return logs;
}

/** @returns where the rows are at last; null without rows */
async function keepOrLeave(
  rows: RecordedRows,
  end: JobEnd,
  errors: (WorkerError | null)[],
): Promise<string | null> {
  if (!rows.used) return null;
  if (end.kind !== 'broken') return rows.file;
  try {
    return await leaveRows(rows.file);
  } catch (error) {
    if (!(error instanceof WorkerError)) throw error;
    errors.push(error);
    return rows.file;
  }
}

function firstOf(errors: readonly (WorkerError | null)[]): WorkerError | null {
  return errors.find((error) => error !== null) ?? null;
}

/** Whether nothing is left to do, so that there is nothing to continue. */
function isOver({ kind }: JobEnd): boolean {
  return kind === 'finished' || kind === 'broken';
}

/** The rows that an interrupted replay left. */
async function countEarlierRows(
  { resumed, journal }: OpenReplay,
  rows: RecordedRows,
): Promise<RowStatusCounter> {
  const statuses = new RowStatusCounter();
  if (!resumed || !rows.used) return statuses;
  for await (const lines of rowsThatCount(rows.file, journal.path)) statuses.add(lines);
  return statuses;
}

/** Items that an entry script returned no row for, and gave no reason for, may have been read. */
async function nothingRead(
  { source }: JobPlan,
  { end, tally }: JobResult,
  byStatus: Readonly<Record<string, number>>,
  failedItems: Readonly<Record<string, number>>,
): Promise<string | null> {
  if (end.kind !== 'finished' || (failedItems[NOT_RETURNED] ?? 0) > 0) return null;
  const counts = { rows: tally.rows, byStatus, failedItems };
  const partitions = new PartitionsPresent();
  if (whyNothingRead(counts, partitions) === null) return null;
  for await (const { files } of source.tasks()) for (const file of files) partitions.add(file);
  return whyNothingRead(counts, partitions);
}

async function errorOf(action: Promise<void>): Promise<WorkerError | null> {
  return action.then(
    () => null,
    (error: unknown) => {
      if (error instanceof WorkerError) return error;
      throw error;
    },
  );
}

async function writeSummary(file: string, summary: ReplaySummary): Promise<WorkerError | null> {
  try {
    await writeAtomically(file, `${JSON.stringify(summary, null, 2)}\n`);
    return null;
  } catch (error) {
    const failure = machineError(`The summary cannot be written to ${file}`, error);
    if (failure === null) throw error;
    return failure;
  }
}

function describeResult({ end, tally, ...result }: JobResult) {
  return {
    verdict: toVerdict(end),
    rule: end.kind === 'broken' ? end.rule : null,
    mini_batches: tally.miniBatches,
    items: tally.items,
    rows: tally.rows,
    failed_mini_batches: result.failedMiniBatches.map(({ index, items, attempts, error }) => {
      return { minibatch_index: index, items, attempts, reason: error.reason, message: error.message };
    }),
    failed_attempts: Object.fromEntries(result.failedAttempts),
    init_failures: result.initFailures,
    processes_started: result.processesStarted,
  };
}

function toVerdict(end: JobEnd): ReplayVerdict {
  const verdicts = {
    finished: 'completed',
    interrupted: 'interrupted',
    stopped: 'interrupted',
    broken: 'failed',
  } as const;
  return verdicts[end.kind];
}

function settledItems({ tally: { items } }: Pick<JobResult, 'tally'>): number {
  return items.total - items.pending;
}

function wholeFailures({ failedMiniBatches }: JobResult) {
  return failedMiniBatches.map(({ index, items, error }) => ({ index, items, reason: error.reason }));
}
