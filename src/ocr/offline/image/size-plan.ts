export interface SizeLimit {
  /** Pixels, inclusive. */
  readonly maxSide: number;
  /** Width × height, inclusive. */
  readonly maxPixels: number;
}

/** Maximum width × height of an image, inclusive; it bounds the memory that decoding takes. */
export const MAX_PIXELS = 200_000_000;

/**
 * An image longer than this many times its short side is a strip: its long side is not reduced, so that text stays
 * legible.
 */
const STRIP_ASPECT = 5;

/** The size to decode an image to; never enlarged, same aspect ratio. */
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
