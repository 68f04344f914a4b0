import sharp from 'sharp';
import type { LoadedImage } from '../../images/image-content.ts';
import { pipelineOf, type DisplayedImage } from './displayed-image.ts';

/**
 * The limits of Custom Vision's prediction.
 *
 * Source: https://learn.microsoft.com/azure/ai-services/custom-vision-service/limits-and-quotas
 */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_SIDE = 10_240;
const FORMATS = new Set(['jpeg', 'png', 'gif']);

type DetectorSource = Pick<LoadedImage, 'bytes' | 'format'>;

/** Longest sides to scale an image down to, in the order in which they are tried. */
const SMALLER_SIDES = [4096, 2048];

/**
 * The bytes to send to the detector: the file itself where the service accepts it and displays it as we do, otherwise an
 * upright JPEG that is small enough. Boxes come back as shares of the sides, so scaling the image down does not change them.
 */
export async function detectorUpload(image: DetectorSource, displayed: DisplayedImage): Promise<Buffer> {
  if (await canBeSentUnchanged(image)) return image.bytes;
  const longest = Math.max(displayed.width, displayed.height);
  const sides = [Math.min(longest, MAX_SIDE), ...SMALLER_SIDES.filter((side) => side < longest)];
  for (const [index, side] of sides.entries()) {
    const jpeg = await pipelineOf(displayed)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 90 })
      .toBuffer();
    if (jpeg.length <= MAX_BYTES || index === sides.length - 1) return jpeg;
  }
  return image.bytes;
}

async function canBeSentUnchanged({ bytes, format }: DetectorSource): Promise<boolean> {
  if (!FORMATS.has(format) || bytes.length > MAX_BYTES) return false;
  const { width, height, orientation = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return orientation === 1 && Math.max(width, height) <= MAX_SIDE;
}
