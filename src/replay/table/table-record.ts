import type { TabularRow } from '../../contract/mini-batch.ts';
import type { TableRange } from './table-part.ts';

/** A row of a table, and where it is in the file. */
export interface TableRecord {
  /** Where the names of the columns are; null where each row has them. */
  readonly header: TableRange | null;
  readonly start: number;
  readonly end: number;
  toRow(): TabularRow;
}

/** The cells by the names of their columns; null for a blank one. Of columns with one name the first counts. */
export function toTabularRow(columns: readonly string[], fields: readonly string[]): TabularRow {
  const cells = new Map<string, string | null>();
  for (const [index, name] of columns.entries()) if (!cells.has(name)) cells.set(name, fields[index] || null);
  return Object.fromEntries(cells);
}
