import { corruptBmp } from './bmp-error.ts';
import { type BmpHeader, parseBmpHeader } from './bmp-header.ts';
import { expandRunLengths } from './run-lengths.ts';
import { pixelReader } from './pixel-reader.ts';
import { withoutAlpha } from '../decode/without-alpha.ts';

/** Interleaved 8-bit pixels, the uppermost row first. */
export interface BmpPixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 red, green and blue, 4 also opacity. */
  readonly channels: 1 | 3 | 4;
  /** Rows that the file lacks, and which are grey. */
  readonly missingRows: number;
}

/** A file with a smaller share of its rows is no image: it would only take memory. */
const LEAST_SHARE = 0.1;
/** What a decoder leaves unpainted. */
const GREY = 128;

/**
 * Decodes a BMP of any kind that a viewer shows.
 *
 * @throws ItemError `corrupt_image` when hardly anything can be decoded, `unsupported_format` when the kind is not supported
 */
export function decodeBmp(bytes: Buffer): BmpPixels {
  const header = parseBmpHeader(bytes);
  const stored = bytes.subarray(header.pixelsAt);
  if (header.compression === 'none') return decodeRows(stored, header);
  return decodeRows(expandRunLengths(stored, header), { ...header, bitsPerPixel: 8 });
}

function decodeRows(rows: Uint8Array, header: BmpHeader): BmpPixels {
  const { width, height, bitsPerPixel, topDown } = header;
  const used = Math.ceil((width * bitsPerPixel) / 8);
  const stride = Math.ceil(used / 4) * 4;
  // The padding of the last row may be missing.
  const present = Math.min(height, Math.floor((rows.length + stride - used) / stride));
  if (present < Math.max(1, LEAST_SHARE * height)) {
    throw corruptBmp(`the file has ${present} of its ${height} rows of pixels`);
  }
  const { channels, readRow } = pixelReader(header);
  const data = Buffer.alloc(width * height * channels, present < height ? GREY : 0);
  for (let index = 0; index < present; index++) {
    const row = topDown ? index : height - 1 - index;
    readRow(rows.subarray(index * stride, (index + 1) * stride), data, row * width * channels);
  }
  const opaque = channels === 4 && isTransparentThroughout(data);
  const missingRows = height - present;
  return opaque
    ? { data: withoutAlpha(data), width, height, channels: 3, missingRows }
    : { data, width, height, channels, missingRows };
}

/** Programs that know no opacity leave it at 0. */
function isTransparentThroughout(data: Buffer): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return false;
  return true;
}
