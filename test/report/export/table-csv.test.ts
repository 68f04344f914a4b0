import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRecord } from '../../../src/report/export/table-csv.ts';

it('is read back as it was, formulas and control characters aside', () => {
  const text = fc.stringMatching(/^[a-z",;\n \u00e9\u{1F697}]*$/u);
  const cell = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const [record]: string[][] = parse(csvRecord(cells), {
        relax_column_count: true,
        skip_empty_lines: false,
      });
      expect(record).toEqual(cells.map((one) => (one === null ? '' : String(one))));
    }),
  );
});

it.each([
  ['=1+1', "'=1+1"],
  [' @x', "' @x"],
  [-1.5, '-1.5'],
  ['a\u0000b', 'a b'],
  ['\uD800', '\uFFFD'],
])('%j is %s', (cell, text) => {
  expect(csvRecord([cell])).toBe(`${text}\r\n`);
});
