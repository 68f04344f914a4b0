const LONG_SIDE = 960;
const SHORT_SIDE_AT_LEAST = 160;
/** The detector halves its input five times. */
const STEP = 32;

/** The detector's input size for an image: small enough to be fast, large enough to find small plates. */
export function detectorSize(width: number, height: number): { width: number; height: number } {
  const shrink = Math.min(1, LONG_SIDE / Math.max(width, height));
  const scale = Math.max(
    shrink,
    Math.min(SHORT_SIDE_AT_LEAST / Math.min(width, height), LONG_SIDE / Math.max(width, height)),
  );
  return { width: toStep(width * scale), height: toStep(height * scale) };
}

function toStep(side: number): number {
  return Math.max(STEP, Math.round(side / STEP) * STEP);
}
