import { expect, it } from 'vitest';
import { cornersOf, labelPlace } from '../../../../src/report/html/browser/boxes.js';
import { limitOf } from '../../../../src/report/html/browser/controls.js';

const TILTED = [10, 52, 100, 40, 102, 60, 12, 72];

it('draws the four corners in their order', () => {
  expect(cornersOf(TILTED)).toBe('10,52 100,40 102,60 12,72');
});

it('puts the confidence above a line, in one at the edge, and below a plate', () => {
  expect(labelPlace(TILTED, 10, false)).toEqual({ x: 10, y: 37 });
  expect(labelPlace([0, 2, 9, 2, 9, 8, 0, 8], 10, false)).toEqual({ x: 0, y: 12 });
  expect(labelPlace(TILTED, 10, true)).toEqual({ x: 10, y: 82 });
});

it.each([
  ['0.25', 0.25],
  ['0,25', 0.25],
  ['', 7],
  ['x', 7],
])('a limit of %j is %d', (text, limit) => {
  expect(limitOf(text, 7)).toBe(limit);
});
