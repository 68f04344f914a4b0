import { writeAtomically } from '../../files/atomic-write.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { type LineBytes, readLines } from '../verify/read-lines.ts';
import type { RowRecord } from '../verify/row-record.ts';
import { RowsFile } from '../verify/rows-file.ts';
import { RowsVerifier } from '../verify/rows-verifier.ts';
import { unreadItems } from '../verify/verify-report.ts';
import { BYTE_ORDER_MARK, csvRecord } from './table-csv.ts';
import { type Cell, failedRecord, type TableName, TABLES } from './tables.ts';

export interface ExportRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  readonly table: TableName;
  /** Only the first row of each image. */
  readonly deduplicated: boolean;
  readonly output: string;
}

export interface ExportCounts {
  readonly records: number;
  readonly brokenLines: number;
}

const CHUNK_CHARACTERS = 256 * 1024;

/** Writes a table of a file of rows, of which a part is in memory at a time. */
export async function exportTable(request: ExportRequest, signal: AbortSignal): Promise<ExportCounts> {
  const file = new RowsFile(request.rows);
  const verifier = new RowsVerifier((offset) => file.lineAt(offset));
  let records = 0;
  const counted = async function* (): AsyncGenerator<readonly Cell[]> {
    for await (const record of recordsOf(request, verifier, signal)) {
      records += 1;
      yield record;
    }
  };
  try {
    await writeAtomically(request.output, csvChunks(TABLES[request.table].columns, counted()), signal);
  } finally {
    file.close();
  }
  return { records, brokenLines: verifier.broken.count };
}

async function* recordsOf(
  { rows, failedItems, table, deduplicated }: ExportRequest,
  verifier: RowsVerifier,
  signal: AbortSignal,
): AsyncGenerator<readonly Cell[]> {
  const rowOf = (line: LineBytes): RowRecord | null => {
    const first = verifier.add(line);
    if (first !== null || deduplicated) return first;
    const again = verifier.parse(line);
    return again.kind === 'row' ? again.row : null;
  };
  for await (const batch of readLines(rows, signal)) {
    for (const line of batch) {
      const row = rowOf(line);
      if (row !== null) yield* TABLES[table].recordsOf(row);
    }
  }
  if (table !== 'failed') return;
  for (const item of unreadItems(await readFailedItems(failedItems), verifier)) yield failedRecord(item);
}

async function* csvChunks(
  columns: readonly string[],
  records: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Buffer> {
  let chunk = BYTE_ORDER_MARK + csvRecord(columns);
  for await (const record of records) {
    chunk += csvRecord(record);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}
