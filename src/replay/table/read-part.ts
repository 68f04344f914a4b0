import { type FileHandle, open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { TabularRow } from '../../contract/mini-batch.ts';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { csvOptions } from './csv-options.ts';
import { openParquet } from './parquet-file.ts';
import { toTabularRow } from './table-record.ts';
import type { TableRange, TableMiniBatch } from './table-part.ts';

type Source = TableMiniBatch['table']['sources'][number];

/** The rows of a mini-batch, as the Python entry script passes those of a DataFrame on: by column, null for a blank. */
export async function readPart({ table }: TableMiniBatch): Promise<readonly TabularRow[]> {
  const parts: TabularRow[][] = [];
  for (const source of table.sources) parts.push(await readSource(source));
  return parts.flat();
}

async function readSource({ path, format, header, ranges }: Source): Promise<TabularRow[]> {
  if (format === 'parquet') return readRows(path, ranges);
  const handle = await open(toFileSystemPath(path), 'r');
  try {
    const content = Buffer.concat(
      await Promise.all([header ?? [0, 0], ...ranges].map((range) => read(handle, range))),
    );
    if (format === 'jsonl') return toLines(content).map((line) => JSON.parse(line) as TabularRow);
    const [columns = [], ...records] = parse(content, csvOptions(format));
    return records.map((fields) => toTabularRow(columns, fields));
  } finally {
    await handle.close();
  }
}

/** Each row group is read once, however many ranges are in it. */
async function readRows(path: string, ranges: readonly TableRange[]): Promise<TabularRow[]> {
  const file = await openParquet(path);
  try {
    const rows: TabularRow[] = [];
    for (const { rows: group } of file.rowGroups) {
      const wanted = ranges.filter(([start, end]) => start < group[1] && end > group[0]);
      if (wanted.length === 0) continue;
      const found = await file.read(group);
      for (const [start, end] of wanted)
        rows.push(...found.slice(Math.max(start - group[0], 0), end - group[0]));
    }
    return rows;
  } finally {
    await file.close();
  }
}

async function read(handle: FileHandle, [start, end]: TableRange): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

function toLines(content: Buffer): string[] {
  const text = new TextDecoder().decode(content);
  return text.split('\n').filter((line) => line.trim() !== '');
}
