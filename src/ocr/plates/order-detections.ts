import { isPlateTag } from '../../plates/plate-tag.ts';
import type { Detection } from './detector.ts';

/** Sorts plates before other objects, then the most probable first. */
export function orderDetections(detections: readonly Detection[]): readonly Detection[] {
  return detections.toSorted(
    (a, b) => Number(isPlateTag(b.tag)) - Number(isPlateTag(a.tag)) || b.probability - a.probability,
  );
}
