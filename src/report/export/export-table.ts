import { writeAtomically } from '../../files/atomic-write.ts';
import { readFailedItems } from '../summary/failed-items.ts';
import { type LineBytes, readLines } from '../verify/read-lines.ts';
import type { RowRecord } from '../verify/row-record.ts';
import { rejectOtherFiles } from '../verify/reject-other-files.ts';
import { RowsFile } from '../verify/rows-file.ts';
import { RowsVerifier } from '../verify/rows-verifier.ts';
import { unreadItems } from '../verify/verify-report.ts';
import type { TableContent, ExportRecord } from './cell.ts';
import { csvFile } from './table-csv.ts';
import { type ExportFormat } from './export-format.ts';
import { parquetFile } from './table-parquet.ts';
import { failedRecord, type TableName, TABLES } from './tables.ts';
import { xlsxFile } from './xlsx/table-xlsx.ts';

export interface ExportRequest {
  /** Absolute, like all paths here. */
  readonly rows: string;
  readonly failedItems: string;
  readonly table: TableName;
  /** Only the first row of each image. */
  readonly deduplicated: boolean;
  readonly format: ExportFormat;
  readonly output: string;
}

export interface ExportCounts {
  readonly records: number;
  readonly brokenLines: number;
  /** Texts that the format cannot hold whole. */
  readonly cutTexts: number;
}

const FILES: Readonly<Record<ExportFormat, (content: TableContent) => AsyncIterable<Buffer>>> = {
  csv: csvFile,
  parquet: parquetFile,
  xlsx: xlsxFile,
};

/**
 * Writes a table of a file of rows, of which a part is in memory at a time.
 *
 * @throws ConfigurationError when the format cannot hold the table, or no line of the file is a row
 */
export async function exportTable(request: ExportRequest, signal: AbortSignal): Promise<ExportCounts> {
  const file = new RowsFile(request.rows);
  const verifier = new RowsVerifier((offset) => file.lineAt(offset));
  let records = 0;
  let cutTexts = 0;
  const counted = async function* (): AsyncGenerator<ExportRecord> {
    for await (const record of recordsOf(request, verifier, signal)) {
      records += 1;
      yield record;
    }
  };
  try {
    const content = {
      name: request.table,
      columns: TABLES[request.table].columns,
      records: counted(),
      onCut: () => {
        cutTexts += 1;
      },
    };
    await writeAtomically(request.output, FILES[request.format](content), signal);
  } finally {
    file.close();
  }
  return { records, brokenLines: verifier.broken.count, cutTexts };
}

async function* recordsOf(
  { rows, failedItems, table, deduplicated }: ExportRequest,
  verifier: RowsVerifier,
  signal: AbortSignal,
): AsyncGenerator<ExportRecord> {
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
  rejectOtherFiles(rows, verifier);
  if (table !== 'failed') return;
  for (const item of unreadItems(await readFailedItems(failedItems), verifier)) yield failedRecord(item);
}
