import type { Box } from '../../contract/row.ts';

/** The box of a text for which a service returns none. */
export const NOWHERE: Box = [0, 0, 0, 0, 0, 0, 0, 0];

/** The bounding box; null unless the value is eight finite numbers. */
export function boxFrom(value: unknown): Box | null {
  if (!Array.isArray(value)) return null;
  const [x1, y1, x2, y2, x3, y3, x4, y4] = value.map((number) =>
    Number.isFinite(number) ? Number(number) : null,
  );
  if (x1 == null || y1 == null || x2 == null || y2 == null) return null;
  if (x3 == null || y3 == null || x4 == null || y4 == null) return null;
  return [x1, y1, x2, y2, x3, y3, x4, y4];
}

/** The smallest upright box that contains all the boxes. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const xs = boxes.flatMap((box) => [box[0], box[2], box[4], box[6]]);
  const ys = boxes.flatMap((box) => [box[1], box[3], box[5], box[7]]);
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return [left, top, right, top, right, bottom, left, bottom];
}
