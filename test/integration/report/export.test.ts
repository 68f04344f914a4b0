import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../src/contract/row.ts';
import { exportTable } from '../../../src/report/export/export-table.ts';
import { EXPORT_FORMATS } from '../../../src/report/export/export-format.ts';
import { TABLE_NAMES, type TableName } from '../../../src/report/export/tables.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { pythonEnvironment } from '../python-environment.ts';

const environment = await pythonEnvironment('tables');
const python = 'python' in environment ? environment.python : '';

type Records = readonly Readonly<Record<string, unknown>>[];
interface Frame {
  readonly types: Readonly<Record<string, string>>;
  readonly records: Records;
}
interface Seen {
  readonly pandas: { readonly csv: Frame; readonly parquet: Frame; readonly xlsx: Frame };
  readonly duckdb: { readonly csv: Frame; readonly parquet: Frame };
  readonly openpyxl: {
    readonly name: string;
    readonly frozen: string;
    readonly filter: string;
    readonly cells: readonly (readonly (readonly [type: string, quoted: boolean, value: string])[])[];
  };
}

const FORMULA = '=HYPERLINK("http://x")\n"a;b",é\u{1F697}';
const CONTROLS = 'a\u0000b\u0007c\uD800';
const plate = rowOf('a').plates![0]!;
const ROWS: readonly Row[] = [
  rowOf('2020/08/07/é.jpg', { text: FORMULA, error: null, plates: [plate, { ...plate, text: '00123' }] }),
  rowOf('b.jpg', { partition: null, text: CONTROLS, confidence: null, error: null, plates: [], lines: [] }),
  rowOf('f.jpg', { status: 'failed', text: 'x'.repeat(40_000), confidence: 1, plates: [], pages: null }),
];

describe.skipIf(python === '')('the tables of export, in other programs', () => {
  let seen: Readonly<Record<TableName, Seen>>;
  beforeAll(async () => {
    const folder = await temporaryFolder(afterAll);
    const rows = join(folder, 'rows');
    await writeFile(rows, [...ROWS, ...ROWS].map((row) => `${formatJsonRow(row)}\n`).join(''));
    for (const table of TABLE_NAMES) {
      for (const format of EXPORT_FORMATS) {
        const files = { rows, failedItems: join(folder, 'none'), output: join(folder, `${table}.${format}`) };
        await exportTable({ ...files, table, format, deduplicated: true }, new AbortController().signal);
      }
    }
    const script = fileURLToPath(new URL('./read-tables.py', import.meta.url));
    const { stdout } = await promisify(execFile)(python, [script, folder, ...TABLE_NAMES]);
    seen = JSON.parse(stdout) as typeof seen;
  });

  it('have their texts whole in Parquet, and safe in CSV and xlsx', () => {
    const { pandas, duckdb, openpyxl } = seen.rows;
    const texts = ({ records }: Frame) => records.map(({ text }) => text);
    const whole = [FORMULA, 'a\u0000b\u0007c\uFFFD', 'x'.repeat(40_000)];
    expect(texts(pandas.parquet)).toEqual(whole);
    expect(texts(duckdb.parquet)).toEqual(whole);
    const spaced = 'a b c\uFFFD';
    const escaped = [`'${FORMULA}`, spaced, 'x'.repeat(40_000)];
    expect(texts(pandas.csv)).toEqual(escaped);
    expect(texts(duckdb.csv)).toEqual(escaped);
    const cut = [FORMULA, spaced, `${'x'.repeat(32_766)}…`];
    expect(texts(pandas.xlsx)).toEqual(cut);
    expect(openpyxl).toMatchObject({ name: 'rows', frozen: 'A2', filter: 'A1:T4' });
    expect(openpyxl.cells[0]).toContainEqual(['s', true, FORMULA]);
  });

  it('have numbers as numbers and days as days', () => {
    const { pandas, duckdb, openpyxl } = seen.rows;
    expect(duckdb.parquet.types).toMatchObject({
      file: 'VARCHAR',
      plates: 'BIGINT',
      confidence: 'DOUBLE',
      pages: 'BIGINT',
      date: 'DATE',
      duration_ms: 'BIGINT',
    });
    expect(pandas.parquet.types).toMatchObject({ plates: 'int64', confidence: 'float64', height: 'float64' });
    expect(pandas.xlsx.types).toMatchObject({ plates: 'int64', date: 'datetime64[us]' });
    expect(pandas.csv.types).toMatchObject({ plates: 'Int64', confidence: 'Float64' });
    for (const { records } of [pandas.parquet, pandas.xlsx]) {
      expect(records[0]).toMatchObject({ plates: 2, confidence: 0.5, width: 10, height: 10.5, pages: 1 });
      expect(records[0]!['date']).toMatch(/^2020-08-07/);
      expect(records[1]).toMatchObject({ confidence: null, date: null });
    }
    expect(openpyxl.cells[0]).toContainEqual(['d', false, '2020-08-07 00:00:00']);
    expect(openpyxl.cells[0]).toContainEqual(['n', false, '10.5']);
  });

  it.each([
    ['rows', 3, 'file', ['2020/08/07/é.jpg', 'b.jpg', 'f.jpg']],
    ['lines', 2, 'text', ['AB 12', 'AB 12']],
    ['plates', 2, 'text', ['AB12', '00123']],
    ['failed', 1, 'code', ['c']],
  ] as const)('have each image once: %s', (table, count, column, values) => {
    const { pandas, duckdb, openpyxl } = seen[table];
    for (const { records } of [pandas.parquet, pandas.xlsx, duckdb.parquet])
      expect(records.map((record) => record[column])).toEqual(values);
    for (const { records } of [pandas.csv, duckdb.csv]) expect(records).toHaveLength(count);
    expect(openpyxl.cells).toHaveLength(count);
  });
});
