import sharp from 'sharp';
import { tiffDirectories } from '../tiff/tiff-directories.ts';
import { tiffPages } from '../tiff/tiff-pages.ts';
import type { ImageFile } from './image-file.ts';

export interface FoundPages {
  /** What to read, as the image library counts: from 0. */
  readonly pages: readonly number[];
  /** The image has frames after the first, which are not read. */
  readonly isAnimated: boolean;
}

/** The chunk that makes a PNG an animation comes before its pixels: https://www.w3.org/TR/png-3/#acTL-chunk */
const PNG_HEAD = 64 * 1024;

/** All pages of a TIFF, only the first frame of an animation. */
export async function findPages(file: ImageFile): Promise<FoundPages> {
  if (file.format === 'tiff') return { pages: tiffPages(tiffDirectories(file.bytes)), isAnimated: false };
  return { pages: [0], isAnimated: await isAnimated(file) };
}

async function isAnimated({ bytes, format }: ImageFile): Promise<boolean> {
  if (format === 'gif' || format === 'webp') return (await countFrames(bytes)) > 1;
  if (format === 'png') return hasBefore(bytes.subarray(0, PNG_HEAD), 'acTL', 'IDAT');
  // The brands that the file is compatible with follow the one that it is.
  return format === 'avif' && bytes.toString('latin1', 16, bytes.readUInt32BE(0)).includes('avis');
}

function hasBefore(bytes: Buffer, mark: string, end: string): boolean {
  const at = bytes.indexOf(mark, 0, 'latin1');
  const endAt = bytes.indexOf(end, 0, 'latin1');
  return at >= 0 && (endAt < 0 || at < endAt);
}

/** Of a file that ends early, at least one; decoding tells whether there is any. */
async function countFrames(bytes: Buffer): Promise<number> {
  const head = await sharp(bytes, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch(() => null);
  return head?.pages ?? 1;
}
