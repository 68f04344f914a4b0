import { writeAtomically } from '../../files/atomic-write.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { distinctRows } from './distinct-rows.ts';
import { compareImages, type InputImages } from './images.ts';
import { rowChunks } from './row-chunks.ts';
import { readLines } from './read-lines.ts';
import { RowsFile } from './rows-file.ts';
import { RowsVerifier } from './rows-verifier.ts';
import { toVerifyReport, unreadItems, type VerifyReport } from './verify-report.ts';

export interface VerifyRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  readonly images: InputImages | null;
  /** The file for each row once, in the order of first appearance. */
  readonly deduplicated: string | null;
}

export async function verifyRows(request: VerifyRequest, signal: AbortSignal): Promise<VerifyReport> {
  const file = new RowsFile(request.rows);
  try {
    return await verifyFile(request, file, signal);
  } finally {
    file.close();
  }
}

async function verifyFile(
  { rows, failedItems, images, deduplicated }: VerifyRequest,
  file: RowsFile,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const verifier = new RowsVerifier((offset) => file.lineAt(offset));
  const lines = readLines(rows, signal);
  if (deduplicated === null) for await (const batch of lines) batch.forEach((line) => verifier.add(line));
  else await writeAtomically(deduplicated, rowChunks(distinctRows(lines, verifier)), signal);
  const records = await readFailedItems(failedItems);
  const failed = new Set((records ?? []).map((record) => record.file));
  return toVerifyReport(
    verifier,
    unreadItems(records, verifier),
    images && compareImages(images, verifier, failed),
  );
}
