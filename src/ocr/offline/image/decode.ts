import sharp, { type Metadata, type Sharp } from 'sharp';
import { decodeImage, type WithDamage } from '../../../images/decode/decode-image.ts';
import type { ImageFile } from '../../../images/decode/image-file.ts';
import { backgroundOf } from './background.ts';
import type { Raster } from './raster.ts';
import { decodedSize, MAX_PIXELS, type SizeLimit } from './size-plan.ts';

sharp.concurrency(1);
sharp.cache(false);

export interface DecodedPage {
  readonly raster: Raster;
  /** As displayed (EXIF orientation applied), in pixels, before it was scaled down to the limit. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes one page to upright 8-bit sRGB on white, or on black where all that is drawn is white.
 * @param page from 0
 * @throws ItemError `corrupt_image`, `unsupported_format`, `image_too_large`
 */
export async function decodePage(
  file: ImageFile,
  page: number,
  limit: SizeLimit,
): Promise<WithDamage<DecodedPage>> {
  return decodeImage(file, { page, maxPixels: MAX_PIXELS }, async (image, metadata) => {
    const decoded = await decode(image, metadata, limit);
    return { ...decoded, pixels: decoded.raster.data };
  });
}

async function decode(
  image: Sharp,
  { autoOrient: displayed, hasAlpha }: Metadata,
  limit: SizeLimit,
): Promise<DecodedPage> {
  const size = decodedSize(displayed.width, displayed.height, limit);
  const isWhole = size.width === displayed.width && size.height === displayed.height;
  const background = hasAlpha ? await backgroundOf(image) : 'white';
  const upright = image.autoOrient().flatten({ background }).toColourspace('srgb');
  const scaled = isWhole
    ? upright
    : upright.resize(size.width, size.height, { fit: 'fill', kernel: 'linear' });
  return { raster: await toRaster(scaled), width: displayed.width, height: displayed.height };
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
