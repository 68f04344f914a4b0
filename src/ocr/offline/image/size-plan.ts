export interface SizeLimit {
  /** Pixels, inclusive. */
  readonly maxSide: number;
  /** Width × height, inclusive. */
  readonly maxPixels: number;
}

/** Longer than this many times their short side, images are strips: their long side is kept, so that text stays legible. */
const STRIP_ASPECT = 5;

/** The size to decode an image to; never larger than it is, the aspect kept. */
export function decodedSize(
  width: number,
  height: number,
  limit: SizeLimit,
): { width: number; height: number } {
  const long = Math.max(width, height);
  const isStrip = long > STRIP_ASPECT * Math.min(width, height);
  const bySide = isStrip ? 1 : limit.maxSide / long;
  const scale = Math.min(1, bySide, Math.sqrt(limit.maxPixels / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
