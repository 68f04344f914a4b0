import { ItemError } from '../../contract/errors.ts';

export function corruptBmp(what: string): ItemError {
  return new ItemError(
    'corrupt_image',
    `The bmp image cannot be decoded: ${what}. Replace the file and try again.`,
  );
}

export function unsupportedBmp(what: string): ItemError {
  return new ItemError(
    'unsupported_format',
    `The image is a bmp with ${what}, which is not supported. Save it as PNG, or as BMP with 1 to 32 bits per pixel.`,
  );
}
