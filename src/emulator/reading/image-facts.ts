import sharp from 'sharp';
import { ItemError } from '../../contract/errors.ts';
import type { ImageFormat } from '../../images/format.ts';
import type { Size } from '../../images/limits.ts';
import { measure } from '../../images/measure.ts';

/** The properties of an image that the services check, besides its size in bytes, before they read it. */
export interface ImageFacts {
  /** Size of the first page, as displayed; null for a PDF. */
  readonly size: Size | null;
  readonly pages: number;
}

/** Null when the file's head cannot be decoded. */
export async function inspectImage(bytes: Buffer, format: ImageFormat): Promise<ImageFacts | null> {
  try {
    return { size: await measure(bytes, format), pages: await countPages(bytes, format) };
  } catch (error) {
    if (error instanceof ItemError) return null;
    throw error;
  }
}

/**
 * Counts the page objects of a PDF. Those in compressed object streams are not found; such a PDF counts as one page.
 */
async function countPages(bytes: Buffer, format: ImageFormat): Promise<number> {
  if (format === 'pdf') return bytes.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length || 1;
  if (format !== 'tiff') return 1;
  return (await sharp(bytes, { limitInputPixels: false }).metadata()).pages ?? 1;
}
