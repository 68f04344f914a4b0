import type { TableFormat } from './table-format.ts';

/** Bytes of a file, the end not included. */
export type ByteRange = readonly [start: number, end: number];

/** The rows of a table that one mini-batch has. */
export interface TablePart {
  readonly format: TableFormat;
  /** Where the names of the columns are; null where each row has them. */
  readonly header: ByteRange | null;
  readonly ranges: readonly ByteRange[];
  readonly rows: number;
}

/** A mini-batch of a table, as a driver gets it: it reads the rows itself. */
export interface TableMiniBatch {
  readonly table: TablePart & { readonly path: string };
}
