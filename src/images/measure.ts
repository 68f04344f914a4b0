import { readFile } from 'node:fs/promises';
import { ItemError } from '../contract/errors.ts';
import type { ImageFormat } from './format.ts';
import type { Size } from './limits.ts';

/** The size of the first page, as displayed, and the number of pages: those of a TIFF, 1 of other images. */
export interface Measured extends Size {
  readonly pages: number;
}

/**
 * Width and height from the header, as displayed (EXIF orientation applied), with the number of pages; null for a PDF.
 *
 * @param source the bytes, or the path of a file of which no more than the header is read
 * @throws ItemError `corrupt_image` when the header cannot be read
 */
export async function measure(source: Buffer | string, format: ImageFormat): Promise<Measured | null> {
  if (format === 'pdf') return null;
  if (format === 'bmp') return measureBmp(typeof source === 'string' ? await readFile(source) : source);
  try {
    const { default: sharp } = await import('sharp');
    const { autoOrient, pages = 1 } = await sharp(source, { limitInputPixels: false }).metadata();
    return { ...autoOrient, pages: format === 'tiff' ? pages : 1 };
  } catch (cause) {
    throw new ItemError('corrupt_image', `The ${format} header cannot be read: ${reason(cause)}.`, { cause });
  }
}

/** https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader: sharp does not read BMP. */
function measureBmp(bytes: Buffer): Measured {
  const old = bytes.readUInt32LE(14) === 12;
  const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = old ? bytes.readUInt16LE(20) : Math.abs(bytes.readInt32LE(22));
  if (width > 0 && height > 0) return { width, height, pages: 1 };
  throw new ItemError('corrupt_image', `The bmp header gives ${width}×${height} pixels.`);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
}
