import { readLines } from './read-lines.ts';
import type { RowRecord } from './row-record.ts';
import type { RowsVerifier } from './rows-verifier.ts';

const LINE_FEED = Buffer.from('\n');

/**
 * Reads a rows file to its end, some lines at a time.
 *
 * @param onRow sees each image's first row
 * @returns the bytes of these rows, each ended by a line feed
 */
export async function* scanRows(
  file: string,
  verifier: RowsVerifier,
  signal: AbortSignal,
  onRow: (row: RowRecord) => void = () => {},
): AsyncGenerator<Buffer> {
  for await (const lines of readLines(file, signal)) {
    const first: Buffer[] = [];
    for (const line of lines) {
      const row = verifier.add(line);
      if (row === null || line === 'too long') continue;
      onRow(row);
      first.push(line, LINE_FEED);
    }
    if (first.length > 0) yield Buffer.concat(first);
  }
}
