import type { FileGroup, MiniBatchTask } from '../input/split.ts';
import { cutRowGroups } from './cut-row-groups.ts';
import { readTable } from './read-table.ts';
import { noRow, tableFormatOrThrow } from './table-error.ts';
import type { TablePart } from './table-part.ts';

/**
 * Cuts tables into mini-batches of about a size, as AML cuts a tabular data set: a mini-batch never has rows of two files.
 * A row that is longer is a mini-batch of its own.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#parallelrunconfig
 *
 * @param groups the files
 * @throws ConfigurationError when a file is no table, or none has a row
 */
export async function* cutTables(
  groups: AsyncIterable<FileGroup>,
  bytes: number,
  warn: (warning: string) => void,
): AsyncGenerator<MiniBatchTask> {
  let index = 0;
  for await (const { files } of groups) {
    for (const file of files) {
      for await (const table of cutTable(file, bytes, warn)) {
        yield { index, files: [file], table };
        index += 1;
      }
    }
  }
  if (index === 0) throw noRow();
}

async function* cutTable(
  path: string,
  bytes: number,
  warn: (warning: string) => void,
): AsyncGenerator<TablePart> {
  const format = tableFormatOrThrow(path);
  if (format === 'parquet') {
    yield* cutRowGroups(path, bytes);
    return;
  }
  let from = 0;
  let part: TablePart | undefined;
  for await (const { header, start, end } of readTable(path, format, [], warn)) {
    if (part !== undefined && end - from > bytes) {
      yield part;
      part = undefined;
    }
    if (part === undefined) from = start;
    const rows: number = (part?.rows ?? 0) + 1;
    part = { rows, sources: [{ format, header, ranges: [[from, end]] }] };
  }
  if (part !== undefined) yield part;
}
