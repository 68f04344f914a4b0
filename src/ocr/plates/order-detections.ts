import type { Detection } from './detector.ts';

/** Sorts plates before other objects, then the most probable first. */
export function orderDetections(detections: readonly Detection[]): readonly Detection[] {
  return detections.toSorted(
    (a, b) => Number(isPlate(b.tag)) - Number(isPlate(a.tag)) || b.probability - a.probability,
  );
}

function isPlate(tag: string): boolean {
  return /plate|anpr|licen[cs]e|registration|kennzeichen/i.test(tag);
}
