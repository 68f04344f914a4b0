import type { TabularRow } from '../../contract/mini-batch.ts';
import type { FileGroup, MiniBatchTask } from '../input/split.ts';
import { readTable } from './read-table.ts';
import { noColumn, noRow, tableFormatOrThrow } from './table-error.ts';
import type { TableRange, TableSource } from './table-part.ts';
import type { TableRecord } from './table-record.ts';

/** With the starts and ends of its ranges in turn, of which there may be one for each row. */
interface Source extends Omit<TableSource, 'ranges'> {
  readonly bounds: number[];
}

interface Partition {
  readonly partition: TabularRow;
  readonly sources: Map<string, Source>;
  rows: number;
}

/**
 * Puts the rows with the same values in some columns into one mini-batch each, from whatever files. Where the rows are is kept
 * in memory, not the rows.
 *
 * Source: https://learn.microsoft.com/python/api/azureml-pipeline-steps/azureml.pipeline.steps.parallelrunconfig
 *
 * @param groups the files
 * @throws ConfigurationError when a file is no table or lacks a column, or none has a row
 */
export async function* cutTablePartitions(
  groups: AsyncIterable<FileGroup>,
  keys: readonly string[],
  warn: (warning: string) => void,
): AsyncGenerator<MiniBatchTask> {
  const partitions = new Map<string, Partition>();
  for await (const { files } of groups) {
    for (const path of files) {
      const format = tableFormatOrThrow(path);
      for await (const record of readTable(path, format, keys, warn)) {
        const partition = valuesOf(path, record, keys);
        const id = JSON.stringify(Object.values(partition));
        const found = partitions.get(id) ?? { partition, sources: new Map<string, Source>(), rows: 0 };
        partitions.set(id, found);
        const source = found.sources.get(path) ?? { format, header: record.header, bounds: [] };
        found.sources.set(path, source);
        addRange(source.bounds, record);
        found.rows += 1;
      }
    }
  }
  if (partitions.size === 0) throw noRow();
  let index = 0;
  for (const { partition, sources, rows } of partitions.values()) {
    yield {
      index,
      files: [...sources.keys()],
      table: { rows, sources: Array.from(sources.values(), toSource) },
      partition,
    };
    index += 1;
  }
}

function valuesOf(path: string, record: TableRecord, keys: readonly string[]): TabularRow {
  const row = record.toRow();
  const missing = keys.find((key) => !Object.hasOwn(row, key));
  if (missing === undefined) return Object.fromEntries(keys.map((key) => [key, row[key]]));
  throw noColumn(path, missing, Object.keys(row));
}

function addRange(bounds: number[], { start, end }: TableRecord): void {
  if (bounds.at(-1) === start) bounds[bounds.length - 1] = end;
  else bounds.push(start, end);
}

function toSource({ bounds, ...source }: Source): TableSource {
  const ranges: TableRange[] = [];
  for (let at = 0; at < bounds.length; at += 2) ranges.push([bounds[at] ?? 0, bounds[at + 1] ?? 0]);
  return { ...source, ranges };
}
