import type { Point, Quad } from '../../image/quad.ts';
import { convexHull } from './convex-hull.ts';

/** A rectangle of any angle; `angle` in radians is the direction of its width, within ±45 degrees of horizontal. */
export interface Rect {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** The smallest rectangle around the points: one of its sides lies on an edge of the hull. */
export function minAreaRect(points: readonly Point[]): Rect {
  const hull = convexHull(points);
  let best: Rect | null = null;
  for (let index = 0; index < hull.length; index++) {
    const rect = rectAlong(hull, hull[index]!, hull[(index + 1) % hull.length]!);
    if (!best || rect.width * rect.height < best.width * best.height) best = rect;
  }
  return best ?? { centre: [0, 0], width: 0, height: 0, angle: 0 };
}

/** Corners clockwise from the one that is top-left when the rectangle is level. */
export function rectQuad({ centre, width, height, angle }: Rect): Quad {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (u: number, v: number): Point => [
    centre[0] + (u * width * cos - v * height * sin) / 2,
    centre[1] + (u * width * sin + v * height * cos) / 2,
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

function rectAlong(hull: readonly Point[], a: Point, b: Point): Rect {
  const angle = foldAngle(Math.atan2(b[1] - a[1], b[0] - a[0]));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of hull) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    left = Math.min(left, u);
    right = Math.max(right, u);
    top = Math.min(top, v);
    bottom = Math.max(bottom, v);
  }
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return { centre: [u * cos - v * sin, u * sin + v * cos], width: right - left, height: bottom - top, angle };
}

/** Normalises an angle to ±45 degrees: a rectangle looks the same after a quarter turn. */
function foldAngle(angle: number): number {
  const quarter = Math.PI / 2;
  return angle - Math.round(angle / quarter) * quarter;
}
