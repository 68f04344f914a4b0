import { posix } from 'node:path';

/** How a file holds a table: fields separated by commas or tabs, an object of JSON on each line, or Parquet. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'parquet';

const BY_EXTENSION: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
};

export const TABLE_EXTENSIONS = Object.keys(BY_EXTENSION);

export const DELIMITERS = { csv: ',', tsv: '\t' } as const;

/** By the end of the name; null for a file that is no table. */
export function tableFormatOf(path: string): TableFormat | null {
  return BY_EXTENSION[posix.extname(path).toLowerCase()] ?? null;
}
