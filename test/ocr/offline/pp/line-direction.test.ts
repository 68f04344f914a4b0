import { expect, it } from 'vitest';
import type { Quad } from '../../../../src/ocr/offline/image/quad.ts';
import { lineDirections } from '../../../../src/ocr/offline/pp/line-direction.ts';

const outline = (width: number, height: number): Quad => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
];
const lines = [outline(100, 20), outline(120, 20), outline(90, 20)];

it.each<[string, Quad, readonly Quad[], readonly number[]]>([
  ['a line of a page is read as it lies', outline(100, 20), lines, [0]],
  ['and so is a line alone', outline(100, 20), [outline(100, 20)], [0]],
  ['a narrow digit beside lines of its height stands', outline(13, 21), lines, [0]],
  ['a standing line is read downwards, then upwards', outline(20, 100), lines, [1, 3]],
  ['a standing line of two letters beside lower lines too, or as it is', outline(20, 45), lines, [0, 1, 3]],
])('%s', (_, quad, page, directions) => {
  expect(lineDirections(page)(quad)).toEqual(directions);
});
