import { expect, it } from 'vitest';
import { formatOfName } from '../../../src/report/export/export-format.ts';

it.each([
  ['plates.xlsx', 'xlsx'],
  ['PLATES.XLSX', 'xlsx'],
  ['a.csv.parquet', 'parquet'],
  ['xlsx', null],
  ['rows.tsv', null],
])('%s is %s', (name, format) => {
  expect(formatOfName(name)).toBe(format);
});
