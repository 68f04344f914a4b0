import { open } from 'node:fs/promises';
import type { FileMetaData } from 'hyparquet';
import type { TabularRow } from '../../contract/mini-batch.ts';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { machineError } from '../../files/machine-error.ts';
import { TableError } from './table-error.ts';
import type { TableRange } from './table-part.ts';

/** An open Parquet file. https://parquet.apache.org/docs/file-format */
export interface ParquetFile {
  readonly columns: readonly string[];
  /** In the order of their rows: rows of the file, and bytes that they take there. */
  readonly rowGroups: readonly { readonly rows: TableRange; readonly bytes: number }[];
  /** @param columns all where it is not given @throws TableError for a compression other than Snappy, or a damaged file */
  read(rows: TableRange, columns?: readonly string[]): Promise<TabularRow[]>;
  close(): Promise<void>;
}

/** The reader is loaded here, because few replays need it. @throws TableError for a file that is no Parquet */
export async function openParquet(path: string): Promise<ParquetFile> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const handle = await orTableError(path, () => open(toFileSystemPath(path), 'r'));
  try {
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      async slice(start: number, end = size) {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    const metadata = await orTableError(path, () => parquetMetadataAsync(file));
    return {
      columns: metadata.schema.slice(1, 1 + (metadata.schema[0]?.num_children ?? 0)).map(({ name }) => name),
      rowGroups: rowGroupsOf(metadata),
      async read([rowStart, rowEnd], columns) {
        const options = { file, metadata, rowStart, rowEnd, ...(columns && { columns: [...columns] }) };
        return (await orTableError(path, () => parquetReadObjects(options))).map(toRow);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whatever is wrong with it: a damaged file makes the reader fail in any way. */
async function orTableError<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { message } = machineError(path, error) ?? (error as Error);
    throw new TableError(path, message);
  }
}

function rowGroupsOf({ row_groups: groups }: FileMetaData): ParquetFile['rowGroups'] {
  let start = 0;
  return groups.map(({ num_rows: count, total_compressed_size: compressed, total_byte_size: bytes }) => {
    const rows = [start, start + Number(count)] as const;
    start = rows[1];
    return { rows, bytes: Number(compressed ?? bytes) };
  });
}

function toRow(cells: Readonly<Record<string, unknown>>): TabularRow {
  return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, toCell(cell)]));
}

/** What JSON can hold: numbers, and null for a blank. */
function toCell(cell: unknown): unknown {
  if (cell === undefined || Number.isNaN(cell)) return null;
  if (typeof cell !== 'bigint') return cell;
  return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
}
