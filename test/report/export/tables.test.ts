import { expect, it } from 'vitest';
import { TABLE_NAMES, TABLES } from '../../../src/report/export/tables.ts';
import { rowOf } from '../verify/row-text.ts';

const recordOf = (partition: string | null) => {
  const [record = []] = TABLES.rows.recordsOf({ ...rowOf('a', { partition }), plates: [] });
  return Object.fromEntries(TABLES.rows.columns.map(({ name }, index) => [name, record[index]]));
};

it.each([
  ['2020/08/07', '2020-08-07'],
  ['2020/08/07/cam1', '2020-08-07'],
  ['year=2020/month=8/day=7', '2020-08-07'],
  ['2020/08', null],
  ['2020/02/30', null],
  ['cam1/2020/08/07', null],
  ['', null],
  [null, null],
])('the day of the partition %j is %j', (partition, date) => {
  expect(recordOf(partition)).toMatchObject({ partition, date });
});

it.each(TABLE_NAMES)('a record of %s has a cell for each column', (name) => {
  const table = TABLES[name];
  const row = { ...rowOf('a', { status: 'failed' }), plates: rowOf('a').plates! };
  expect(table.recordsOf(row).map(({ length }) => length)).toEqual([table.columns.length]);
  expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length);
});
