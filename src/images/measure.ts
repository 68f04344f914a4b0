import { readFile } from 'node:fs/promises';
import { ItemError } from '../contract/errors.ts';
import { measureBmp } from './bmp/measure-bmp.ts';
import type { ImageFormat } from './format.ts';
import { withMissingBytes } from './decode/remains.ts';
import { loadImageLibrary } from './image-library.ts';
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
 * @throws ConfigurationError when the image library is not installed
 */
export async function measure(source: Buffer | string, format: ImageFormat): Promise<Measured | null> {
  if (format === 'pdf') return null;
  if (format === 'bmp') {
    return { ...measureBmp(typeof source === 'string' ? await readFile(source) : source), pages: 1 };
  }
  const sharp = await loadImageLibrary();
  try {
    // Whether the pixels are whole is the engine's question.
    const input = typeof source === 'string' ? source : withMissingBytes(source, format);
    const { autoOrient, pages = 1 } = await sharp(input, {
      limitInputPixels: false,
      failOn: 'none',
    }).metadata();
    return { ...autoOrient, pages: format === 'tiff' ? pages : 1 };
  } catch (cause) {
    throw new ItemError('corrupt_image', `The ${format} header cannot be read: ${reason(cause)}.`, { cause });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
}
