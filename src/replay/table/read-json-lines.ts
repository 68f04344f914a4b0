import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { readLines } from '../../report/verify/read-lines.ts';
import { TableError } from './table-error.ts';
import type { TableRecord } from './table-record.ts';

/**
 * The rows of a file with an object of JSON on each line; empty lines are no rows. https://jsonlines.org
 *
 * @throws TableError for a line that is no object
 */
export async function* readJsonLines(path: string): AsyncGenerator<TableRecord> {
  let start = 0;
  let number = 0;
  for await (const lines of readLines(toFileSystemPath(path), new AbortController().signal)) {
    for (const line of lines) {
      const end = start + line.length + 1;
      number += 1;
      const text = line.toString().replace(BOM, '');
      if (text.trim() !== '') {
        const row = parseJson(text);
        if (!isRecord(row)) throw new TableError(path, `line ${number} is no JSON object`);
        yield { header: null, start, end, toRow: () => row };
      }
      start = end;
    }
  }
}

const BOM = /^\u{FEFF}/u;
