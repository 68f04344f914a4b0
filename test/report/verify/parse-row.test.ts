import { expect, it } from 'vitest';
import { parseRow } from '../../../src/report/verify/parse-row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from './row-text.ts';

it('gives back the row that was written, with or without its line break', () => {
  const row = rowOf('a');
  expect(parseRow(formatJsonRow(row))).toEqual(row);
  expect(parseRow(`${formatJsonRow(row)}\r\n`)).toEqual(row);
});

it('gives a row of a version without plates none', () => {
  const { plates: _plates, ...old } = rowOf('a');
  expect(parseRow(JSON.stringify(old)).plates).toEqual([]);
});

it('says what is wrong with a line that is no row', () => {
  expect(() => parseRow('{"file":"a","sta')).toThrow('The line is not a row: torn');
  expect(() => parseRow(JSON.stringify({ ...rowOf('a'), confidence: 7 }))).toThrow('confidence is 7');
});
