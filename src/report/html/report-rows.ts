import { basename } from 'node:path';
import { reportPage } from './page.ts';
import { groupFailures, ShownRows } from './report-content.ts';
import { scanRows } from '../verify/scan-rows.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { thumbnails } from './thumbnail.ts';
import { toVerifyReport, unreadItems } from '../verify/verify-report.ts';
import { RowsVerifier } from '../verify/rows-verifier.ts';
import { writeWhole } from '../write-whole.ts';

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
