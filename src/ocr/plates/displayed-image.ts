import sharp, { type Sharp } from 'sharp';
import { ItemError } from '../../contract/errors.ts';

/** An image as displayed: upright, on white, 8 bits of red, green and blue. */
export interface DisplayedImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

const CHANNELS = 3;

/** @throws ItemError `corrupt_image` when it cannot be decoded */
export async function decodeDisplayed(bytes: Buffer): Promise<DisplayedImage> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: false })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : 'unknown reason';
    throw new ItemError('corrupt_image', `The image cannot be decoded: ${why}.`, { cause });
  }
}

/** The image as a sharp pipeline. */
export function pipelineOf({ width, height, pixels }: DisplayedImage): Sharp {
  return sharp(pixels, { raw: { width, height, channels: CHANNELS }, limitInputPixels: false });
}
