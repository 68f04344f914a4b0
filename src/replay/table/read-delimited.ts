import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { csvOptions } from './csv-options.ts';
import { TableError } from './table-error.ts';
import { type TableRecord, toTabularRow } from './table-record.ts';

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

const LINE_BREAK = /[\r\n]/;

/**
 * The rows of a file with a header, one after the other.
 *
 * @param warn is told once of a row that AML would read as two
 * @throws TableError for a row that cannot be read
 */
export async function* readDelimited(
  path: string,
  format: 'csv' | 'tsv',
  warn: (warning: string) => void,
): AsyncGenerator<TableRecord> {
  const parser = parse({ ...csvOptions(format), info: true });
  pipeline(createReadStream(toFileSystemPath(path)), parser, () => {});
  let header: { readonly columns: readonly string[]; readonly range: readonly [number, number] } | null =
    null;
  let start = 0;
  let number = 0;
  let warned = false;
  try {
    for await (const parsed of parser) {
      const { record, info } = parsed as Parsed;
      const end = info.bytes;
      if (header === null) header = { columns: record, range: [start, end] };
      else {
        const { columns, range } = header;
        number += 1;
        yield { header: range, start, end, toRow: () => toTabularRow(columns, record) };
      }
      if (!warned && record.some((field) => LINE_BREAK.test(field))) {
        warned = true;
        warn(
          `${path}: row ${number} has a line break within quotes; AML takes it for the end of the row, unless the data set is made with support_multi_line`,
        );
      }
      start = end;
    }
  } catch (error) {
    throw error instanceof CsvError ? new TableError(path, error.message) : error;
  }
}
