import { machineError } from '../../files/machine-error.ts';
import { TableError } from './table-error.ts';
import type { TableFormat } from './table-format.ts';
import type { TableRecord } from './table-record.ts';
import { readDelimited } from './read-delimited.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readParquet } from './read-parquet.ts';

/**
 * The rows of a table, of which few are in memory at a time.
 *
 * @param keys columns that a row must have; of Parquet, no other is read
 * @param warn is told of what AML would read in another way
 * @throws TableError when it cannot be read
 */
export async function* readTable(
  path: string,
  format: TableFormat,
  keys: readonly string[],
  warn: (warning: string) => void,
): AsyncGenerator<TableRecord> {
  try {
    if (format === 'parquet') yield* readParquet(path, keys);
    else yield* format === 'jsonl' ? readJsonLines(path) : readDelimited(path, format, warn);
  } catch (error) {
    const failure = machineError(path, error);
    throw failure === null ? error : new TableError(path, failure.message);
  }
}
