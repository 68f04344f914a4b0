import { join } from 'node:path';
import { writeAtomically } from '../files/atomic-write.ts';
import { countFailedItems, readFailedItems } from '../report/summary/failed-items.ts';
import { RowStatusCounter } from '../report/summary/row-status.ts';
import { SUMMARY_VERSION, type ReplaySummary, type ReplayVerdict } from '../report/summary/summary.ts';
import { AppendFile } from './results/append-file.ts';
import { toRowText } from './results/row-text.ts';
import type { JobEnd, JobPlan, JobPorts, JobResult } from './schedule/job-plan.ts';
import { runJob } from './schedule/run-job.ts';
import { FAILED_ITEMS_FOLDER } from '../rows/failed-items-file.ts';

export interface ReplayOutput {
  /** Absolute; prepared. */
  readonly folder: string;
  readonly appendRowFileName: string;
  readonly host: ReplaySummary['host'];
}

/**
 * Replays a job: runs its mini-batches, appends their rows, and writes `summary.json` beside them.
 *
 * @throws AppendError when the rows cannot be written
 */
export async function replay(
  plan: JobPlan,
  output: ReplayOutput,
  ports: Omit<JobPorts, 'append'>,
  now: () => number,
): Promise<ReplaySummary> {
  const startedAt = now();
  const rows = new AppendFile(join(output.folder, output.appendRowFileName));
  const statuses = new RowStatusCounter();
  const append = async (batch: readonly string[]): Promise<void> => {
    await rows.append(toRowText(batch));
    statuses.add(batch);
  };
  const result = await closing(rows, () => runJob(plan, { ...ports, append }));
  const failedItems = await readFailedItems(join(output.folder, FAILED_ITEMS_FOLDER));
  const elapsedSeconds = (now() - startedAt) / 1000;
  const summary: ReplaySummary = {
    version: SUMMARY_VERSION,
    ...describeResult(result),
    started_at: new Date(startedAt).toISOString(),
    elapsed_seconds: elapsedSeconds,
    items_per_second: settledItems(result) / Math.max(elapsedSeconds, 0.001),
    host: output.host,
    rows_by_status: statuses.counts,
    failed_items: countFailedItems(result.tally.items.failed, wholeFailures(result), failedItems ?? []),
    files: {
      rows: rows.used ? rows.file : null,
      failed_items: failedItems === null ? null : join(output.folder, FAILED_ITEMS_FOLDER),
      logs: join(output.folder, 'logs'),
    },
  };
  await writeAtomically(join(output.folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

/** The first error is thrown: on a full disk closing often fails as well. */
async function closing<T>(rows: AppendFile, action: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await action();
  } catch (error) {
    await rows.close().catch(() => {});
    throw error;
  }
  await rows.close();
  return result;
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
  const verdicts = { finished: 'completed', interrupted: 'interrupted', broken: 'failed' } as const;
  return verdicts[end.kind];
}

function settledItems({ tally: { items } }: JobResult): number {
  return items.total - items.pending;
}

function wholeFailures({ failedMiniBatches }: JobResult) {
  return failedMiniBatches.map(({ index, items, error }) => ({ index, items, reason: error.reason }));
}
