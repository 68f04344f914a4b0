import { readLines } from '../../report/verify/read-lines.ts';
import { truncateToWidth } from '../command/text-width.ts';

/** The first rows of a file; cut to the width of a terminal, whole where `columns` is null. */
export async function firstRows(file: string, count: number, columns: number | null): Promise<string[]> {
  const rows: string[] = [];
  for await (const lines of readLines(file, new AbortController().signal)) {
    for (const line of lines) {
      if (rows.length === count) return rows;
      const row = line.toString('utf8');
      rows.push(columns === null ? row : truncateToWidth(row, columns));
    }
  }
  return rows;
}
