import { openParquet } from './parquet-file.ts';
import type { TablePart, TableRange } from './table-part.ts';

/**
 * Cuts a Parquet file between its row groups, none of which can be split: one that is larger is a mini-batch of its own.
 *
 * Source: https://github.com/MicrosoftDocs/azure-docs/issues/71359
 */
export async function* cutRowGroups(path: string, bytes: number): AsyncGenerator<TablePart> {
  const file = await openParquet(path);
  try {
    let part: TableRange | null = null;
    let size = 0;
    for (const group of file.rowGroups) {
      if (part !== null && size + group.bytes > bytes) {
        yield toPart(part);
        part = null;
        size = 0;
      }
      part = [part?.[0] ?? group.rows[0], group.rows[1]];
      size += group.bytes;
    }
    if (part !== null) yield toPart(part);
  } finally {
    await file.close();
  }
}

function toPart(rows: TableRange): TablePart {
  return { rows: rows[1] - rows[0], sources: [{ format: 'parquet', header: null, ranges: [rows] }] };
}
