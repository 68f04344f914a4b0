import { openParquet } from './parquet-file.ts';
import { noColumn } from './table-error.ts';
import type { TableRecord } from './table-record.ts';

/**
 * The rows of a Parquet file, of which one row group is in memory at a time.
 *
 * @param keys the columns that are needed; no other is read
 * @throws TableError where one is missing
 */
export async function* readParquet(path: string, keys: readonly string[]): AsyncGenerator<TableRecord> {
  const file = await openParquet(path);
  try {
    const missing = keys.find((key) => !file.columns.includes(key));
    if (missing !== undefined) throw noColumn(path, missing, file.columns);
    for (const { rows } of file.rowGroups) {
      const read = await file.read(rows, keys);
      for (const [index, row] of read.entries()) {
        const start = rows[0] + index;
        yield { header: null, start, end: start + 1, toRow: () => row };
      }
    }
  } finally {
    await file.close();
  }
}
