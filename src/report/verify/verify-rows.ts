import { scanRows } from './scan-rows.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { compareImages, type InputImages } from './images.ts';
import { toVerifyReport, unreadItems, type VerifyReport } from './verify-report.ts';
import { RowsVerifier } from './rows-verifier.ts';
import { writeWhole } from '../write-whole.ts';

export interface VerifyRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  readonly images: InputImages | null;
  /** Gets the rows once each, in the order in which they first appear. */
  readonly deduplicated: string | null;
}

export async function verifyRows(request: VerifyRequest, signal: AbortSignal): Promise<VerifyReport> {
  const { rows, failedItems, images, deduplicated } = request;
  const verifier = new RowsVerifier();
  const first = scanRows(rows, verifier, signal);
  if (deduplicated === null) for await (const _ of first);
  else await writeWhole(deduplicated, first, signal);
  const keys = verifier.keys;
  const records = await readFailedItems(failedItems);
  const failed = new Set((records ?? []).map(({ file }) => file));
  return toVerifyReport(verifier, unreadItems(records, keys), images && compareImages(images, keys, failed));
}
