import { writeAtomically } from '../../files/atomic-write.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { type DistinctRow, distinctRows } from './distinct-rows.ts';
import { compareImages, type InputImages } from './images.ts';
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
  else await writeAtomically(deduplicated, joinRows(distinctRows(lines, verifier)), signal);
  const records = await readFailedItems(failedItems);
  const failed = new Set((records ?? []).map((record) => record.file));
  return toVerifyReport(
    verifier,
    unreadItems(records, verifier),
    images && compareImages(images, verifier, failed),
  );
}

const LINE_FEED = Buffer.from('\n');
const CHUNK_BYTES = 256 * 1024;

/** A write for each row would take longer than its verification. */
async function* joinRows(rows: AsyncIterable<DistinctRow>): AsyncGenerator<Buffer> {
  let chunk: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of rows) {
    chunk.push(bytes, LINE_FEED);
    length += bytes.length + LINE_FEED.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(chunk);
    chunk = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(chunk);
}
