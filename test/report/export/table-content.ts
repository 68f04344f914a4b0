import type { Column, TableContent, ExportRecord } from '../../../src/report/export/cell.ts';

/** One column of each type. */
const COLUMNS: readonly Column[] = [
  { name: 'text', type: 'text' },
  { name: 'whole', type: 'integer' },
  { name: 'number', type: 'number' },
  { name: 'day', type: 'date' },
];

/** A table of these records, with the number of its texts that were cut. */
export function contentOf(
  records: Iterable<ExportRecord>,
): TableContent & { readonly cut: { count: number } } {
  const cut = { count: 0 };
  return {
    name: 'rows',
    columns: COLUMNS,
    records: (async function* () {
      yield* records;
    })(),
    onCut: () => {
      cut.count += 1;
    },
    cut,
  };
}

export async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
