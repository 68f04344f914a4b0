import type { TableFormat } from './table-format.ts';

/** Bytes of a file, of a Parquet file its rows; the end not included. */
export type TableRange = readonly [start: number, end: number];

/** Rows of one file. */
export interface TableSource {
  readonly format: TableFormat;
  /** Where the names of the columns are; null where each row has them. */
  readonly header: TableRange | null;
  readonly ranges: readonly TableRange[];
}

/** The rows of tables that one mini-batch has. */
export interface TablePart {
  readonly rows: number;
  /** One for each file of the mini-batch. */
  readonly sources: readonly TableSource[];
}

/** A mini-batch of a table, as a driver gets it: it reads the rows itself. */
export interface TableMiniBatch {
  readonly table: {
    readonly rows: number;
    readonly sources: readonly (TableSource & { readonly path: string })[];
  };
}
