import { ItemError } from '../../contract/errors.ts';

/** What the image library says, each sentence once: it repeats one for each strip of an image. */
export function decodingProblem(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return [...new Set(cause.message.split(/\s*\n\s*/).filter((line) => line !== ''))].join('; ');
}

export function corruptImage(cause: unknown): ItemError {
  return new ItemError(
    'corrupt_image',
    `The image cannot be decoded: ${decodingProblem(cause)}. Replace the file and try again.`,
    { cause },
  );
}

export function unsupportedTiff(compression: string): ItemError {
  return new ItemError(
    'unsupported_format',
    `The image is a tiff with ${compression} compression, which the offline engine does not decode. Save it with LZW, Deflate or JPEG compression, or without.`,
  );
}

export function imageTooLarge(width: number, height: number, maxPixels: number): ItemError {
  const received = `${width} x ${height} = ${width * height} pixels`;
  return new ItemError(
    'image_too_large',
    `The image is too large: ${received}; at most ${maxPixels} pixels are accepted. Scale or cut it.`,
  );
}
