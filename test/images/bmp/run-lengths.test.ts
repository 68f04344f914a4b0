import { expect, it } from 'vitest';
import type { BmpHeader } from '../../../src/images/bmp/bmp-header.ts';
import { expandRunLengths } from '../../../src/images/bmp/run-lengths.ts';

/** Rows of an image 5 wide and 3 high, padded to 8. */
function rowsOf(codes: readonly number[], compression: 'rle4' | 'rle8' = 'rle8'): number[][] {
  const header = { width: 5, height: 3, compression } as BmpHeader;
  const rows = Array.from(expandRunLengths(Uint8Array.from(codes), header));
  return Array.from({ length: rows.length / 8 }, (_, row) => rows.slice(8 * row, 8 * row + 8));
}

const EMPTY = [0, 0, 0, 0, 0, 0, 0, 0];

it.each([
  [
    'runs, and ends of lines',
    [5, 7, 0, 0, 2, 8, 0, 0, 1, 9, 0, 1],
    [
      [7, 7, 7, 7, 7, 0, 0, 0],
      [8, 8, 0, 0, 0, 0, 0, 0],
      [9, 0, 0, 0, 0, 0, 0, 0],
    ],
  ],
  [
    'colours one by one, padded to two',
    [0, 3, 1, 2, 3, 99, 1, 4, 0, 1],
    [[1, 2, 3, 4, 0, 0, 0, 0], EMPTY, EMPTY],
  ],
  [
    'what is left out',
    [1, 1, 0, 2, 2, 1, 1, 5, 0, 1],
    [[1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 5, 0, 0, 0, 0], EMPTY],
  ],
  [
    'a run beyond the end of its row',
    [9, 7, 0, 0, 1, 8, 0, 1],
    [[7, 7, 7, 7, 7, 0, 0, 0], [8, 0, 0, 0, 0, 0, 0, 0], EMPTY],
  ],
  ['nothing', [0, 1, 5, 5], [EMPTY, EMPTY, EMPTY]],
  ['more rows than there are', [0, 0, 0, 0, 5, 3, 0, 0, 5, 4], [EMPTY, EMPTY, [3, 3, 3, 3, 3, 0, 0, 0]]],
])('%s', (_, codes, rows) => {
  expect(rowsOf(codes)).toEqual(rows);
});

it('colours of four bits alternate in a run, and lie two in a byte', () => {
  expect(rowsOf([5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 99, 0, 0, 1, 0xab, 0, 1], 'rle4')).toEqual([
    [1, 2, 1, 2, 1, 0, 0, 0],
    [3, 4, 5, 6, 7, 0, 0, 0],
    [10, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

it('a file that ends early has the rows that were begun', () => {
  expect(rowsOf([5, 7, 0, 0])).toEqual([[7, 7, 7, 7, 7, 0, 0, 0]]);
  expect(rowsOf([5, 7, 0, 0, 1, 8])).toEqual([
    [7, 7, 7, 7, 7, 0, 0, 0],
    [8, 0, 0, 0, 0, 0, 0, 0],
  ]);
  expect(rowsOf([5, 7, 0])).toEqual([[7, 7, 7, 7, 7, 0, 0, 0]]);
  expect(rowsOf([1, 7])).toEqual([[7, 0, 0, 0, 0, 0, 0, 0]]);
});

it('a file without a row is corrupt', () => {
  expect(() => rowsOf([5])).toThrow('the file ends before its first row of pixels');
});
