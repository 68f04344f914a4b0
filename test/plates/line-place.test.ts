import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/row.ts';
import { boxAlong, continuesRow, isNextRow, placeOf } from '../../src/plates/line-place.ts';
import { boxAt } from './support.ts';

/** The box turned about the origin, in degrees. */
function turned(box: Box, degrees: number): Box {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const points = [0, 2, 4, 6].flatMap((at) => {
    const [x, y] = [box[at] ?? 0, box[at + 1] ?? 0];
    return [x * cos - y * sin, x * sin + y * cos];
  });
  return points as unknown as Box;
}

const place = (x: number, y: number, width: number, height: number, degrees = 0) =>
  placeOf(turned(boxAt(x, y, width, height), degrees));

it('a box has its middle, its sides, and the direction of its text', () => {
  expect(placeOf(boxAt(10, 20, 40, 30))).toEqual({ along: [1, 0], middle: [30, 35], width: 40, height: 30 });
  const upward = placeOf(turned(boxAt(10, 20, 40, 30), -90));
  expect(upward.along[0]).toBeCloseTo(0);
  expect(upward.along[1]).toBeCloseTo(-1);
  expect([upward.width, upward.height]).toEqual([40, 30]);
  expect(upward.middle).toEqual([expect.closeTo(35), expect.closeTo(-30)]);
});

it('a box without a width is level', () => {
  expect(placeOf(boxAt(10, 20, 0, 30)).along).toEqual([1, 0]);
});

/** Every picture may be turned, and no verdict changes. */
describe.each([0, 30, 90, 180, 215])('in a picture turned by %d degrees', (degrees) => {
  const at = (x: number, y: number, width: number, height: number) => place(x, y, width, height, degrees);
  // 100 wide and 100 high, so that percentages are lengths.
  const left = at(0, 0, 100, 100);

  it.each([
    ['beside it', 150, 0, 100, true],
    ['at the left of it', -150, 0, 100, false],
    ['120 away', 219.9, 0, 100, true],
    ['more than 120 away', 220.1, 0, 100, false],
    ['60 into it', 40.1, 0, 100, true],
    ['more than 60 into it', 39.9, 0, 100, false],
    ['on it', 0, 0, 100, false],
    ['34 lower', 110, 34, 100, true],
    ['36 lower', 110, 36, 100, false],
    ['34 higher', 110, -34, 100, true],
    ['36 higher', 110, -36, 100, false],
    ['as tall as 71', 110, 14.5, 71, true],
    ['as tall as 69', 110, 15.5, 69, false],
    ['as tall as 142', 110, -21, 142, true],
    ['as tall as 145', 110, -22.5, 145, false],
    ['without a height', 110, 50, 0, false],
  ])('a piece %s continues a row, or not', (_, x, y, height, continues) => {
    expect(continuesRow(left, at(x, y, 100, height))).toBe(continues);
  });

  it('the gap and the offset are shares of the smaller piece', () => {
    expect(continuesRow(left, at(100 + 95, 10, 50, 80))).toBe(true);
    expect(continuesRow(left, at(100 + 97, 10, 50, 80))).toBe(false);
    expect(continuesRow(at(0, 0, 50, 80), at(50 + 95, -10, 100, 100))).toBe(true);
    expect(continuesRow(at(0, 0, 50, 80), at(50 + 97, -10, 100, 100))).toBe(false);
    expect(continuesRow(left, at(110, 37, 50, 80))).toBe(true);
    expect(continuesRow(left, at(110, 39, 50, 80))).toBe(false);
  });

  it.each([
    ['below it', 0, 110, 100, 100, true],
    ['above it', 0, -110, 100, 100, false],
    ['59 below it', 0, 159, 100, 100, true],
    ['61 below it', 0, 161, 100, 100, false],
    ['59 into it', 0, 41, 100, 100, true],
    ['61 into it', 0, 39, 100, 100, false],
    ['on it', 0, 0, 100, 100, false],
    ['39 to the right', 39, 110, 100, 100, true],
    ['41 to the right', 41, 110, 100, 100, false],
    ['39 to the left', -39, 110, 100, 100, true],
    ['41 to the left', -41, 110, 100, 100, false],
    ['narrower, and within it', 40, 110, 50, 100, true],
    ['narrower, and 0.59 within it', 70.5, 110, 50, 100, false],
    ['narrower, and 0.61 within it', 69.5, 110, 50, 100, true],
    ['wider, and over all of it', -200, 110, 500, 100, true],
    ['61 tall', 0, 110, 100, 61, true],
    ['59 tall', 0, 110, 100, 59, false],
    ['without a height', 0, 110, 100, 0, false],
  ])('a row %s is the next one, or not', (_, x, y, width, height, isNext) => {
    expect(isNextRow(left, at(x, y, width, height))).toBe(isNext);
  });

  it('the gap between rows is a share of the lower one', () => {
    expect(isNextRow(left, at(0, 100 + 47, 100, 80))).toBe(true);
    expect(isNextRow(left, at(0, 100 + 49, 100, 80))).toBe(false);
  });
});

it('texts of different directions are no row and no plate', () => {
  const left = place(0, 0, 100, 100);
  const inDirection = (degrees: number, x: number, y: number) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return { along: [cos, sin], middle: [x, y], width: 100, height: 100 } as const;
  };
  expect([18, 19, -18, -19].map((degrees) => continuesRow(left, inDirection(degrees, 160, 50)))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([18, 19].map((degrees) => isNextRow(left, inDirection(degrees, 50, 160)))).toEqual([true, false]);
});

describe('the box around boxes', () => {
  it('is the box itself where it is one, and none of none', () => {
    const box = turned(boxAt(10, 20, 40, 30), 10);
    expect(boxAlong([box])).toBe(box);
    expect(boxAlong([])).toBeNull();
  });

  it('is the smallest that runs along the first', () => {
    expect(boxAlong([boxAt(10, 20, 40, 30), boxAt(60, 10, 10, 80)])).toEqual(boxAt(10, 10, 60, 80));
    const boxes = [boxAt(10, 20, 40, 30), boxAt(60, 10, 10, 80)].map((box) => turned(box, 30));
    const expected = turned(boxAt(10, 10, 60, 80), 30);
    expect(boxAlong(boxes)).toEqual(expected.map((value) => expect.closeTo(value, 2)));
  });

  it('has thousandths of its unit', () => {
    const box = boxAlong([boxAt(0, 0, 1 / 3, 1), boxAt(1, 0, 1, 1)]);
    expect(box).toEqual([0, 0, 2, 0, 2, 1, 0, 1]);
    expect(boxAlong([boxAt(1 / 3, 0, 1, 1), boxAt(1, 0, 1, 1)])?.[0]).toBe(0.333);
  });
});
