import type { LineBytes } from './read-lines.ts';
import type { RowRecord } from './row-record.ts';
import type { RowsVerifier } from './rows-verifier.ts';

/** The first row of an image. */
export interface DistinctRow {
  readonly record: RowRecord;
  /** Its line, without a line feed. */
  readonly bytes: Buffer;
}

/** Passes every line to the verifier, and yields the first row of each image. */
export async function* distinctRows(
  lines: AsyncIterable<readonly LineBytes[]>,
  verifier: RowsVerifier,
): AsyncGenerator<DistinctRow> {
  for await (const batch of lines) {
    for (const bytes of batch) {
      const record = verifier.add(bytes);
      if (record !== null && Buffer.isBuffer(bytes)) yield { record, bytes };
    }
  }
}
