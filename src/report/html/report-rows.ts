import { basename } from 'node:path';
import { writeAtomically } from '../../files/atomic-write.ts';
import { reportPage } from './report-page.ts';
import { groupFailures, ShownRows } from './report-content.ts';
import { distinctRows } from '../verify/distinct-rows.ts';
import { readLines } from '../verify/read-lines.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { thumbnails } from './thumbnail.ts';
import { toVerifyReport, unreadItems } from '../verify/verify-report.ts';
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

export async function reportRows(request: ReportRequest, signal: AbortSignal): Promise<void> {
  const verifier = new RowsVerifier();
  const shown = new ShownRows();
  for await (const row of distinctRows(readLines(request.rows, signal), verifier)) shown.add(row.record);
  const failed = unreadItems(await readFailedItems(request.failedItems), verifier.keys);
  const { rows, uncertain } = shown;
  const images =
    request.images === null ? null : await thumbnails([...uncertain, ...rows], request.images, signal);
  const page = reportPage({
    title: basename(request.rows),
    verify: toVerifyReport(verifier, failed, null),
    rows,
    uncertain,
    failures: groupFailures([...failed, ...shown.failed]),
    thumbnails: images ?? new Map<string, string>(),
  });
  await writeAtomically(request.output, page, signal);
}
