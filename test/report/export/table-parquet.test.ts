import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import type { ExportRecord } from '../../../src/report/export/cell.ts';
import { parquetFile } from '../../../src/report/export/table-parquet.ts';
import { bytesOf, contentOf } from './table-content.ts';

const toArrayBuffer = (bytes: Buffer) => new Uint8Array(bytes).buffer;
const readMetadata = (bytes: Buffer) => parquetMetadata(toArrayBuffer(bytes));

async function readBack(records: readonly ExportRecord[]) {
  const bytes = await bytesOf(parquetFile(contentOf(records), { records: 3, characters: 100 }));
  return {
    metadata: readMetadata(bytes),
    objects: await parquetReadObjects({ file: toArrayBuffer(bytes) }),
  };
}

it('is read back as it was, each number and day as such', async () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 20 }));
  const record = fc.tuple(
    text,
    fc.option(fc.maxSafeInteger()),
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.option(fc.constantFrom('1969-12-31', '2020-02-29', '2099-01-01')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 5 }), async (records) => {
      const { objects } = await readBack(records);
      expect(objects).toEqual(
        records.map(([said, whole, number, day]) => ({
          text: said,
          whole: whole === null ? null : BigInt(whole),
          number,
          day: day === null ? null : new Date(day),
        })),
      );
    }),
    { numRuns: 20 },
  );
});

it('has its columns without a record too', async () => {
  const { metadata, objects } = await readBack([]);
  expect(objects).toEqual([]);
  expect(metadata.schema.map(({ name }) => name)).toEqual(['table', 'text', 'whole', 'number', 'day']);
});

it('leaves out a whole number that no INT64 holds', async () => {
  const { objects } = await readBack([['a', 1e300, 1e300, null]]);
  expect(objects).toEqual([{ text: 'a', whole: null, number: 1e300, day: null }]);
});

it('ends a row group after many records, and after long texts', async () => {
  const groups = async (...texts: readonly string[]) => {
    const records = texts.map((text) => [text, 1, 1, null] as const);
    const file = parquetFile(contentOf(records), { records: 3, characters: 100 });
    return readMetadata(await bytesOf(file)).row_groups.map(({ num_rows: rows }) => Number(rows));
  };
  expect(await groups('a', 'b', 'c', 'd')).toEqual([3, 1]);
  expect(await groups('a', 'x'.repeat(99), 'b', 'x'.repeat(200), 'c')).toEqual([2, 2, 1]);
});
