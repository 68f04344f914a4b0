import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, ColumnType, TableContent, ExportRecord } from './cell.ts';

/** A row group is in memory as a whole; both limits together bound it. */
const GROUP = { records: 10_000, characters: 8 * 1024 * 1024 };

/**
 * A table as Parquet (https://parquet.apache.org/docs/file-format), compressed with Snappy: texts as strings, whole numbers as
 * INT64, other numbers as DOUBLE, dates as DATE; each column may be null.
 */
export async function* parquetFile(
  { columns, records }: TableContent,
  limits = GROUP,
): AsyncGenerator<Buffer> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy: 'parallel-run-ocr' });
  for await (const group of groupsOf(records, limits)) {
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      data: group.map((record) => toValue(record[index] ?? null, type)),
      offsetIndex: false,
    }));
    await parquet.write({ columnData, rowGroupSize: group.length });
    yield takeBytes(writer);
  }
  await parquet.finish();
  yield takeBytes(writer);
}

async function* groupsOf(
  records: AsyncIterable<ExportRecord>,
  limits: typeof GROUP,
): AsyncGenerator<readonly ExportRecord[]> {
  let group: ExportRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    group.push(record);
    for (const cell of record) characters += typeof cell === 'string' ? cell.length : 0;
    if (group.length < limits.records && characters < limits.characters) continue;
    yield group;
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield group;
}

const STORED: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
};

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [
    { name: 'table', num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => ({
      name,
      repetition_type: 'OPTIONAL',
      ...STORED[type],
    })),
  ];
}

/** A whole number that a double does not hold exactly is left out. */
function toValue(cell: Cell, type: ColumnType): string | number | bigint | Date | null {
  if (cell === null) return null;
  if (type === 'date') return new Date(cell);
  if (type === 'integer') return Number.isSafeInteger(cell) ? BigInt(cell) : null;
  return cell;
}

/** What it has written so far, which it then forgets. */
function takeBytes(writer: ByteWriter): Buffer {
  const bytes = Buffer.from(writer.getBytes());
  writer.index = 0;
  return bytes;
}
