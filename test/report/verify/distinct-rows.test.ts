import { expect, it } from 'vitest';
import { distinctRows } from '../../../src/report/verify/distinct-rows.ts';
import { type LineBytes, TooLongLine } from '../../../src/report/verify/read-lines.ts';
import { RowsVerifier } from '../../../src/report/verify/rows-verifier.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from './row-text.ts';

it("yields each image's first row with the bytes of its line, and verifies every line", async () => {
  const [a, b] = [rowOf('a.jpg'), rowOf('b.jpg')].map((row) => Buffer.from(formatJsonRow(row)));
  const verifier = new RowsVerifier(() => a!);
  const rows = distinctRows(batches([a!, new TooLongLine(9), b!], [Buffer.from('x'), a!]), verifier);
  const found: unknown[] = [];
  for await (const { record, bytes } of rows) found.push([record.file, bytes]);
  expect(found).toEqual([
    ['a.jpg', a],
    ['b.jpg', b],
  ]);
  expect([verifier.lines, verifier.broken.count, verifier.identical.count]).toEqual([5, 2, 1]);
});

async function* batches(...all: readonly LineBytes[][]): AsyncGenerator<readonly LineBytes[]> {
  yield* all;
}
