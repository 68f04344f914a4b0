import type { Rect } from './min-area-rect.ts';

/** How far to enlarge the detector's patches: it was trained on shrunken text. */
const UNCLIP_RATIO = 1.6;

/** Moves every side outwards by area × ratio / perimeter. */
export function unclip(rect: Rect): Rect {
  const { width, height } = rect;
  const perimeter = 2 * (width + height);
  const margin = perimeter > 0 ? (width * height * UNCLIP_RATIO) / perimeter : 0;
  return { ...rect, width: width + 2 * margin, height: height + 2 * margin };
}
