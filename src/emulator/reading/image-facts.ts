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
    const measured = await measure(bytes, format);
    return { size: measured, pages: measured?.pages ?? countPages(bytes) };
  } catch (error) {
    if (error instanceof ItemError) return null;
    throw error;
  }
}

/**
 * Counts the page objects of a PDF. Those in compressed object streams are not found; such a PDF counts as one page.
 */
function countPages(bytes: Buffer): number {
  return bytes.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length || 1;
}
