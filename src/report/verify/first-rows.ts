import type { Line } from './read-lines.ts';
import type { RowRecord } from './row-record.ts';
import type { RowsVerifier } from './rows-verifier.ts';

/** The first row of an image. */
export interface FirstRow {
  readonly record: RowRecord;
  /** Its line, without a line feed. */
  readonly bytes: Buffer;
}

/** Gives every line to the verifier, and yields those that are the first row of their image. */
export async function* firstRows(
  lines: AsyncIterable<readonly Line[]>,
  verifier: RowsVerifier,
): AsyncGenerator<FirstRow> {
  for await (const batch of lines) {
    for (const bytes of batch) {
      const record = verifier.add(bytes);
      if (record !== null && bytes !== 'too long') yield { record, bytes };
    }
  }
}
