import { expect, it } from 'vitest';
import { MAX_CELL_CHARACTERS, sheetCell } from '../../../../src/report/export/xlsx/sheet-cell.ts';
import { STYLE } from '../../../../src/report/export/xlsx/workbook-parts.ts';

const never = (): never => {
  throw new Error('nothing is cut');
};
const textOf = (cell: string) => /<t xml:space="preserve">(.*)<\/t>/s.exec(cell)?.[1];

it.each([
  ['a <b> & "c"', 'a &lt;b&gt; &amp; "c"'],
  [']]>', ']]&gt;'],
  ['a\u0000b\u001Fc\u007F', 'a b c '],
  ['a\n\tb', 'a\n\tb'],
  ['a\r\nb', 'a \nb'],
  ['\uD800', '\uFFFD'],
  ['\uFFFE\uFFFF', '\uFFFD\uFFFD'],
  ['_x0041_', '_x005F_x0041_'],
  ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
  ['_xyz_', '_xyz_'],
  ['\u{1F697}', '\u{1F697}'],
])('%j is %j in a sheet', (text, written) => {
  expect(textOf(sheetCell(text, 'text', 'B7', never))).toBe(written);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', "'=1", '\u0000=1', '\uFF1D1'])(
  '%j stays a text when it is edited',
  (text) => {
    expect(sheetCell(text, 'text', 'B7', never)).toContain(`<c r="B7" s="${STYLE.quoted}" t="inlineStr">`);
  },
);

it.each([
  [1.5, 'number', '<c r="B7"><v>1.5</v></c>'],
  [1e300, 'integer', '<c r="B7"><v>1e+300</v></c>'],
  [-0, 'number', '<c r="B7"><v>0</v></c>'],
  [Number.POSITIVE_INFINITY, 'number', ''],
  [Number.NaN, 'number', ''],
  [null, 'text', ''],
  ['', 'text', ''],
  ['2020-08-07', 'date', `<c r="B7" s="${STYLE.date}"><v>44050</v></c>`],
  ['1900-03-01', 'date', `<c r="B7" s="${STYLE.date}"><v>61</v></c>`],
  ['1900-02-28', 'date', `<c r="B7" s="${STYLE.date}"><v>59</v></c>`],
] as const)('%j as %s is %s', (cell, type, written) => {
  expect(sheetCell(cell, type, 'B7', never)).toBe(written);
});

it('cuts a text that is longer than a cell holds, between characters', () => {
  let cut = 0;
  const write = (text: string) =>
    textOf(
      sheetCell(text, 'text', 'B7', () => {
        cut += 1;
      }),
    );
  const whole = 'x'.repeat(MAX_CELL_CHARACTERS);
  expect(write(whole)).toBe(whole);
  expect(cut).toBe(0);
  expect(write(`${whole}x`)).toBe(`${whole.slice(1)}…`);
  const inTheMiddle = `${'x'.repeat(MAX_CELL_CHARACTERS - 2)}\u{1F697}y`;
  expect(write(inTheMiddle)).toBe(`${'x'.repeat(MAX_CELL_CHARACTERS - 2)}…`);
  expect(cut).toBe(2);
});
