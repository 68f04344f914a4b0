import type { ImageFile } from './image-file.ts';
import { mendPng } from './mend-png.ts';

const JPEG_END = Buffer.from([0xff, 0xd9]);
/** A marker of a scan or of its tables: within a scan, a byte 0xff is followed by others. */
const JPEG_SCAN = /\xff[\xc4\xda]/g;
const MOST_CUTS = 40;

/** Bytes to decode in place of a damaged file, the best first. */
export function* remainsOf({ bytes, format }: ImageFile): Generator<Buffer> {
  const mended = format === 'png' ? mendPng(bytes) : null;
  if (mended !== null) yield mended;
  yield withMissingBytes(bytes, format);
  if (format === 'jpeg') yield* withFewerScans(bytes);
}

/** A JPEG with the end marker that it may lack. */
export function withEndMarker(jpeg: Buffer): Buffer {
  return Buffer.concat([jpeg, JPEG_END]);
}

/**
 * How many bytes a WebP lacks: the size in its first chunk, less that of the file.
 *
 * Source: https://developers.google.com/speed/webp/docs/riff_container
 */
export function missingBytes(webp: Buffer): number {
  return webp.length < 12 ? 0 : Math.max(0, webp.readUInt32LE(4) + 8 - webp.length);
}

const MOST_MISSING_BYTES = 64 * 1024 * 1024;

/** A WebP that ends early, with zeros for what is missing: without them, not even its header is read. */
export function withMissingBytes(bytes: Buffer, format: ImageFile['format']): Buffer {
  const missing = format === 'webp' ? missingBytes(bytes) : 0;
  return missing > 0 && missing <= MOST_MISSING_BYTES ? Buffer.concat([bytes, Buffer.alloc(missing)]) : bytes;
}

/** A JPEG that ends before its last scan, before the one before it, and so on. */
function* withFewerScans(jpeg: Buffer): Generator<Buffer> {
  const text = jpeg.toString('latin1');
  const first = text.indexOf('\xff\xda');
  const later = Array.from(text.matchAll(JPEG_SCAN), ({ index }) => index).filter((index) => index > first);
  for (const at of later.slice(-MOST_CUTS).toReversed()) yield withEndMarker(jpeg.subarray(0, at));
}
