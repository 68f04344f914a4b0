import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Point } from '../../../../../src/ocr/offline/image/quad.ts';
import { convexHull } from '../../../../../src/ocr/offline/pp/detector/convex-hull.ts';
import { minAreaRect, rectQuad } from '../../../../../src/ocr/offline/pp/detector/min-area-rect.ts';
import { unclip } from '../../../../../src/ocr/offline/pp/detector/unclip.ts';
import { numbersFrom } from '../../../../support/numbers-from.ts';

const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
  minLength: 3,
  maxLength: 30,
});

it('finds a level rectangle, its corners clockwise from the top left', () => {
  const rect = minAreaRect([
    [0, 0],
    [40, 0],
    [40, 10],
    [0, 10],
    [20, 5],
  ]);
  expect(rect).toMatchObject({ centre: [20, 5], width: 40, height: 10 });
  expect(rect.angle).toBeCloseTo(0);
  expect(rectQuad(rect).flat().map(Math.round)).toEqual([0, 0, 40, 0, 40, 10, 0, 10]);
});

it('finds a turned rectangle again', () => {
  fc.assert(
    fc.property(numbersFrom(-0.7, 0.7), (angle) => {
      const quad = rectQuad({ centre: [5, 7], width: 80, height: 12, angle });
      const found = minAreaRect(quad);
      expect(found.angle).toBeCloseTo(angle, 4);
      expect(found.width).toBeCloseTo(80, 3);
      expect(found.height).toBeCloseTo(12, 3);
    }),
  );
});

it('holds every point', () => {
  fc.assert(
    fc.property(points, (cloud) => {
      const { centre, width, height, angle } = minAreaRect(cloud);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (const [x, y] of cloud) {
        const [dx, dy] = [x - centre[0], y - centre[1]];
        expect(Math.abs(dx * cos + dy * sin)).toBeLessThanOrEqual(width / 2 + 1e-6);
        expect(Math.abs(dy * cos - dx * sin)).toBeLessThanOrEqual(height / 2 + 1e-6);
      }
    }),
  );
});

it('a hull keeps the corners only, and points on one line do no harm', () => {
  const square: Point[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [2, 0],
    [2, 2],
    [4, 0],
  ];
  expect(convexHull(square)).toHaveLength(4);
  const line = minAreaRect([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(Math.min(line.width, line.height)).toBeCloseTo(0);
  expect(minAreaRect([[1, 1]])).toMatchObject({ width: 0, height: 0 });
});

it('grows a patch by area × 1.6 / perimeter on every side', () => {
  const grown = unclip({ centre: [0, 0], width: 40, height: 10, angle: 0.1 });
  expect(grown).toEqual({ centre: [0, 0], width: 52.8, height: 22.8, angle: 0.1 });
  expect(unclip({ centre: [0, 0], width: 0, height: 0, angle: 0 }).width).toBe(0);
});
