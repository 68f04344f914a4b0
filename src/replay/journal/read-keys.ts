import { join } from 'node:path';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { readFailedItems } from '../../report/summary/failed-items.ts';
import { readCsvRow } from '../../report/verify/read-csv-row.ts';
import { readLines } from '../../report/verify/read-lines.ts';
import { RowIndex } from '../../report/verify/row-index.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';

/** What became of the images of a replay, by their `file` in rows and failed items. */
export interface ReadKeys {
  /** Those with a row that is not `failed`. */
  readonly read: RowIndex;
  /** Those that only have rows with the status `failed`. */
  readonly failedRows: ReadonlySet<string>;
  /** Those among the failed items without a row; an item that failed in one attempt may have one from a later attempt. */
  readonly failedItems: ReadonlySet<string>;
}

/** @param rows the file of rows, JSON Lines or CSV; lines of another entry script say nothing */
export async function readReadKeys(output: string, rows: string): Promise<ReadKeys> {
  const read = new RowIndex();
  const failedRows = new Set<string>();
  const items = (await readFailedItems(join(output, FAILED_ITEMS_FOLDER))) ?? [];
  const failedItems = new Set(items.map(({ file }) => file));
  try {
    for await (const lines of readLines(rows, new AbortController().signal)) {
      for (const line of lines) {
        const row = parseRow(line.toString());
        if (row === null) continue;
        if (row.status === 'failed') failedRows.add(row.file);
        else read.add(row.file, { line: 0, offset: 0 });
      }
    }
  } catch (error) {
    // With summary_only there are no rows.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { read, failedRows, failedItems };
}

function parseRow(line: string): { readonly file: string; readonly status: unknown } | null {
  if (line.startsWith('{')) {
    const row = parseJson(line);
    return isRecord(row) && typeof row['file'] === 'string'
      ? { file: row['file'], status: row['status'] }
      : null;
  }
  const parsed = readCsvRow(line.replace(/\r$/, ''));
  return parsed.kind === 'row' ? parsed.row : null;
}
