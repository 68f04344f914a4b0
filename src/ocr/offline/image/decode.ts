import sharp, { type Sharp } from 'sharp';
import { backgroundOf } from './background.ts';
import { corruptImage, imageTooLarge } from './image-errors.ts';
import type { Raster } from './raster.ts';
import { decodedSize, type SizeLimit } from './size-plan.ts';

/** Maximum width × height, inclusive; it bounds the memory that decoding takes. */
export const MAX_PIXELS = 200_000_000;

sharp.concurrency(1);
sharp.cache(false);

export interface DecodedPage {
  readonly raster: Raster;
  /** As displayed (EXIF orientation applied), in pixels, before it was scaled down to the limit. */
  readonly width: number;
  readonly height: number;
}

/** The number of pages to read: all pages of a TIFF, only the first frame of an animation. */
export async function countPages(bytes: Uint8Array): Promise<number> {
  const { format, pages = 1 } = await guard(() => sharp(bytes, { limitInputPixels: false }).metadata());
  return format === 'tiff' ? pages : 1;
}

/**
 * Decodes one page to upright 8-bit sRGB on white, or on black where all that is drawn is white.
 * @param page from 0
 * @throws ItemError `corrupt_image`, `image_too_large`
 */
export async function decodePage(bytes: Uint8Array, page: number, limit: SizeLimit): Promise<DecodedPage> {
  const image = sharp(bytes, { page, limitInputPixels: false, failOn: 'error' });
  const { autoOrient: displayed, hasAlpha } = await guard(() => image.metadata());
  if (displayed.width * displayed.height > MAX_PIXELS) {
    throw imageTooLarge(displayed.width, displayed.height, MAX_PIXELS);
  }
  const size = decodedSize(displayed.width, displayed.height, limit);
  const isWhole = size.width === displayed.width && size.height === displayed.height;
  const background = hasAlpha ? await guard(() => backgroundOf(image)) : 'white';
  const upright = image.autoOrient().flatten({ background }).toColourspace('srgb');
  const scaled = isWhole
    ? upright
    : upright.resize(size.width, size.height, { fit: 'fill', kernel: 'linear' });
  return { raster: await guard(() => toRaster(scaled)), width: displayed.width, height: displayed.height };
}

/** Encodes losslessly and fast. */
export async function toPng({ data, width, height }: Raster): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data: channels === 3 ? data : repeatFirstChannel(data, channels), width, height };
}

/** Grey to RGB. */
function repeatFirstChannel(data: Uint8Array, channels: number): Uint8Array {
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) rgb.fill(data[from]!, to, to + 3);
  return rgb;
}

async function guard<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw corruptImage(error);
  }
}
