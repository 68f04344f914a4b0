import { basename, dirname, join } from 'node:path';
import { writeAtomically } from '../../files/atomic-write.ts';
import { reportPage } from './report-page.ts';
import { groupFailures, type ReportContent, type RowRange, ShownRows } from './report-content.ts';
import { rejectOtherFiles } from '../verify/reject-other-files.ts';
import { distinctRows } from '../verify/distinct-rows.ts';
import { readLines } from '../verify/read-lines.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { mergeMetrics } from '../../metrics/metrics-record.ts';
import { readMetricsRecords } from '../summary/run-metrics.ts';
import { loadPageAssets } from './page-assets.ts';
import { pictures } from './pictures.ts';
import { readReplayFacts } from './replay-facts.ts';
import type { Prices } from './run-cost.ts';
import { toVerifyReport, unreadItems } from '../verify/verify-report.ts';
import { RowsFile } from '../verify/rows-file.ts';
import { RowsVerifier } from '../verify/rows-verifier.ts';

export interface ReportRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  /** The rows to show one by one. */
  readonly range: RowRange;
  /** Where the images of the rows are; null for a page without images. */
  readonly images: string | null;
  readonly prices: Prices;
  /** The page. */
  readonly output: string;
}

/** @throws ConfigurationError for a file that has lines, but none that is a row */
export async function reportRows(request: ReportRequest, signal: AbortSignal): Promise<void> {
  const file = new RowsFile(request.rows);
  try {
    const page = reportPage(await collect(request, file, signal), await loadPageAssets());
    await writeAtomically(request.output, page, signal);
  } finally {
    file.close();
  }
}

async function collect(request: ReportRequest, file: RowsFile, signal: AbortSignal): Promise<ReportContent> {
  const verifier = new RowsVerifier((offset) => file.lineAt(offset));
  const rows = new ShownRows(request.range);
  for await (const row of distinctRows(readLines(request.rows, signal), verifier)) rows.add(row.record);
  rejectOtherFiles(request.rows, verifier);
  const failed = unreadItems(await readFailedItems(request.failedItems), verifier);
  const { images } = request;
  const records = await readMetricsRecords(request.failedItems);
  return {
    title: basename(request.rows),
    verify: toVerifyReport(verifier, failed, null),
    run: await readReplayFacts(join(dirname(request.rows), 'summary.json')),
    range: request.range,
    rows,
    failures: groupFailures([...failed, ...rows.failed]),
    metrics: mergeMetrics(records),
    records,
    prices: request.prices,
    pictures: images === null ? new Map() : await pictures([...rows.rows, ...rows.uncertain], images, signal),
  };
}
