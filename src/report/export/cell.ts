/** A cell; null is empty. A date is written as in ISO 8601: `2020-08-07`. */
export type Cell = string | number | null;

/** The cells of a record, in the order of the columns. */
export type ExportRecord = readonly Cell[];

export type ColumnType = 'text' | 'integer' | 'number' | 'date';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** What a file of a table is made of. */
export interface TableContent {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly records: AsyncIterable<ExportRecord>;
  /** Called for each text that the format cannot hold whole. */
  readonly onCut: () => void;
}

/** Line breaks and tabs stay; other control characters, which no spreadsheet shows, become spaces. */
export function toSpreadsheetText(text: string): string {
  return text.replaceAll(/(?![\t\n])\p{Cc}/gu, ' ').toWellFormed();
}
