import sharp, { type Sharp } from 'sharp';
import { decodeImage, type WithDamage } from '../../images/decode/decode-image.ts';
import { imageFile } from '../../images/decode/image-file.ts';

/** An image as displayed: upright, on white, 8 bits of red, green and blue. */
export interface DisplayedImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

const CHANNELS = 3;

/** @throws ItemError `corrupt_image`, `unsupported_format`, or `image_too_large` from `maxPixels` on */
export function decodeDisplayed(bytes: Buffer, maxPixels: number): Promise<WithDamage<DisplayedImage>> {
  return decodeImage(imageFile(bytes), { page: 0, maxPixels }, async (image) => {
    const { data, info } = await image
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  });
}

/** The image as a sharp pipeline. */
export function pipelineOf({ width, height, pixels }: DisplayedImage): Sharp {
  return sharp(pixels, { raw: { width, height, channels: CHANNELS }, limitInputPixels: false });
}
