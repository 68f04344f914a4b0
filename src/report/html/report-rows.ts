import { basename } from 'node:path';
import { writeAtomically } from '../../files/atomic-write.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { reportPage } from './report-page.ts';
import { groupFailures, type ReportContent, ShownRows } from './report-content.ts';
import { distinctRows } from '../verify/distinct-rows.ts';
import { readLines } from '../verify/read-lines.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { readRunMetrics } from '../summary/run-metrics.ts';
import { thumbnails } from './thumbnail.ts';
import { toVerifyReport, unreadItems } from '../verify/verify-report.ts';
import { RowsFile } from '../verify/rows-file.ts';
import { RowsVerifier } from '../verify/rows-verifier.ts';

export interface ReportRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  /** Where the images of the rows are; null for a page without images. */
  readonly images: string | null;
  /** The page. */
  readonly output: string;
}

/** @throws ConfigurationError for a file that has lines, but none that is a row */
export async function reportRows(request: ReportRequest, signal: AbortSignal): Promise<void> {
  const file = new RowsFile(request.rows);
  try {
    const page = reportPage(await collect(request, file, signal));
    await writeAtomically(request.output, page, signal);
  } finally {
    file.close();
  }
}

async function collect(request: ReportRequest, file: RowsFile, signal: AbortSignal): Promise<ReportContent> {
  const verifier = new RowsVerifier((offset) => file.lineAt(offset));
  const shown = new ShownRows();
  for await (const row of distinctRows(readLines(request.rows, signal), verifier)) shown.add(row.record);
  rejectOtherFiles(request.rows, verifier);
  const failed = unreadItems(await readFailedItems(request.failedItems), verifier);
  const { rows, uncertain } = shown;
  const images =
    request.images === null ? null : await thumbnails([...uncertain, ...rows], request.images, signal);
  return {
    title: basename(request.rows),
    verify: toVerifyReport(verifier, failed, null),
    rows,
    uncertain,
    metrics: await readRunMetrics(request.failedItems),
    failures: groupFailures([...failed, ...shown.failed]),
    thumbnails: images ?? new Map<string, string>(),
  };
}

function rejectOtherFiles(rows: string, { rows: count, broken }: RowsVerifier): void {
  const [first] = broken.kept;
  if (count > 0 || first === undefined) return;
  throw new ConfigurationError([
    `${rows} has no row: line ${first.line} is ${first.problem}. Give a file of rows that the worker wrote, JSON Lines or CSV.`,
  ]);
}
