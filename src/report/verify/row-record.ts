import type { Row, RowPlate } from '../../contract/row.ts';

/** The content of a written row, whatever its format. */
export interface RowRecord extends Omit<Row, 'plates'> {
  /** The most certain first; empty where there are none. */
  readonly plates: readonly PlateRecord[];
}

/** What is missing is not in the format. */
export type PlateRecord = Pick<RowPlate, 'text' | 'confidence'> & Partial<RowPlate>;

/** How the lines of a format are read. */
export interface RowReader {
  read(line: string): ParsedLine;
  /** Of a row: equal for two that differ in `duration_ms` only. */
  identityOf(line: string): string;
}

/** A line of a rows file: a row, or what is wrong with it. */
export type ParsedLine =
  { readonly kind: 'row'; readonly row: RowRecord } | { readonly kind: 'broken'; readonly problem: string };
