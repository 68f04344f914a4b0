import { corruptBmp } from './bmp-error.ts';
import type { BmpHeader } from './bmp-header.ts';

/** What follows a zero in place of a colour. */
const [END_OF_LINE, END_OF_BITMAP, DELTA] = [0, 1, 2];

/**
 * Expands RLE8 or RLE4 into rows of one byte per pixel, padded to four; pixels that are left out have colour 0.
 * A file that ends early gives the rows that it has.
 *
 * Source: https://learn.microsoft.com/windows/win32/gdi/bitmap-compression
 */
export function expandRunLengths(codes: Uint8Array, { width, height, compression }: BmpHeader): Uint8Array {
  if (codes.length < 2) throw corruptBmp('the file ends before its first row of pixels');
  const stride = Math.ceil(width / 4) * 4;
  const rows = new Uint8Array(stride * height);
  const half = compression === 'rle4';
  let [x, y, at] = [0, 0, 0];
  const put = (colour: number): void => {
    if (x < width && y < height) rows[y * stride + x] = colour;
    x += 1;
  };
  const nibble = (byte: number, index: number): number =>
    half ? (index % 2 === 0 ? byte >> 4 : byte & 15) : byte;
  while (at + 1 < codes.length && y < height) {
    const [count, code] = [codes[at]!, codes[at + 1]!];
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index++) put(nibble(code, index));
    } else if (code === END_OF_LINE) {
      [x, y] = [0, y + 1];
    } else if (code === END_OF_BITMAP) {
      return rows;
    } else if (code === DELTA) {
      x += codes[at] ?? 0;
      y += codes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let index = 0; index < code; index++)
        put(nibble(codes[at + (half ? index >> 1 : index)] ?? 0, index));
      at += Math.ceil((half ? code / 2 : code) / 2) * 2;
    }
  }
  return y < height ? rows.subarray(0, (y + (x > 0 ? 1 : 0)) * stride) : rows;
}
