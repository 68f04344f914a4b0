import { basename } from 'node:path';
import { reportPage } from '../report/html/page.ts';
import { groupFailures, ShownRows } from '../report/report-content.ts';
import { scanRows } from '../report/scan-rows.ts';
import { readFailedItems } from '../report/summary-failed-items.ts';
import { thumbnails } from '../report/thumbnail.ts';
import { toVerifyReport, unreadItems } from '../report/verify-report.ts';
import { RowsVerifier } from '../report/verify-rows.ts';
import { writeWhole } from '../report/write-whole.ts';

export interface ReportRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  /** Where the images of the rows are; null for a page without pictures. */
  readonly images: string | null;
  /** The page. */
  readonly output: string;
}

export async function reportRows(request: ReportRequest, signal: AbortSignal): Promise<void> {
  const verifier = new RowsVerifier();
  const shown = new ShownRows();
  for await (const _ of scanRows(request.rows, verifier, signal, (row) => shown.add(row)));
  const failed = unreadItems(await readFailedItems(request.failedItems), verifier.keys);
  const { rows, uncertain } = shown;
  const pictures =
    request.images === null ? null : await thumbnails([...uncertain, ...rows], request.images, signal);
  const page = reportPage({
    title: basename(request.rows),
    verify: toVerifyReport(verifier, failed, null),
    rows,
    uncertain,
    failures: groupFailures([...failed, ...shown.failed]),
    pictures: pictures ?? new Map<string, string>(),
  });
  await writeWhole(request.output, page, signal);
}
