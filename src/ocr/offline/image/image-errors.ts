import { ItemError } from '../../../contract/errors.ts';

export function corruptImage(cause: unknown): ItemError {
  const reason = cause instanceof Error ? cause.message.replaceAll(/\s*\n\s*/g, '; ') : String(cause);
  return new ItemError(
    'corrupt_image',
    `The image cannot be decoded: ${reason}. Replace the file and try again.`,
    {
      cause,
    },
  );
}

export function imageTooLarge(width: number, height: number, maxPixels: number): ItemError {
  const received = `${width} x ${height} = ${width * height} pixels`;
  return new ItemError(
    'image_too_large',
    `The image is too large: ${received}; at most ${maxPixels} pixels are accepted. Scale or cut it.`,
  );
}
