import sharp, { type Metadata, type Sharp } from 'sharp';
import { decodeBmp } from '../bmp/decode-bmp.ts';
import { measureBmp } from '../bmp/measure-bmp.ts';
import type { Size } from '../limits.ts';
import { imageTooLarge } from './image-errors.ts';
import type { ImageFile } from './image-file.ts';
import { type DecodedPixels, withWhatIsThere } from './what-is-there.ts';

export interface WhatToDecode {
  /** From 0. */
  readonly page: number;
  /** Width × height, inclusive; it bounds the memory that decoding takes. */
  readonly maxPixels: number;
}

/** What is decoded, and why a part of it is missing or damaged; null when it is whole. */
export type WithDamage<T> = T & { readonly damage: string | null };

/**
 * Decodes a page of an image; of a damaged one, what is there.
 *
 * @param use makes pixels of the page as it is stored, not yet turned upright
 * @throws ItemError `corrupt_image`, `unsupported_format`, `image_too_large`
 */
export function decodeImage<T extends DecodedPixels>(
  file: ImageFile,
  { page, maxPixels }: WhatToDecode,
  use: (image: Sharp, metadata: Metadata) => Promise<T>,
): Promise<WithDamage<T>> {
  if (file.format === 'bmp') return decodeBmpWith(file.bytes, maxPixels, use);
  return withWhatIsThere(file, page, async (bytes, failOn) => {
    const image = sharp(bytes, { page, limitInputPixels: false, failOn });
    const metadata = await image.metadata();
    checkPixels(metadata.autoOrient, maxPixels);
    return use(image, metadata);
  });
}

/** The image library does not decode BMP. */
async function decodeBmpWith<T>(
  bytes: Buffer,
  maxPixels: number,
  use: (image: Sharp, metadata: Metadata) => Promise<T>,
): Promise<WithDamage<T>> {
  checkPixels(measureBmp(bytes), maxPixels);
  const { data, width, height, channels, missingRows } = decodeBmp(bytes);
  const image = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const damage = missingRows === 0 ? null : `${missingRows} of ${height} rows of pixels are not in the file`;
  return { ...(await use(image, await image.metadata())), damage };
}

function checkPixels({ width, height }: Size, maxPixels: number): void {
  if (width * height > maxPixels) throw imageTooLarge(width, height, maxPixels);
}
