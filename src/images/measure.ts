import { ItemError } from '../contract/errors.ts';
import type { ImageFormat } from './format.ts';
import type { Size } from './limits.ts';

/**
 * Width and height from the header, as displayed (EXIF orientation applied); null for a PDF.
 *
 * @throws ItemError `corrupt_image` when the header cannot be read
 */
export async function measure(bytes: Buffer, format: ImageFormat): Promise<Size | null> {
  if (format === 'pdf') return null;
  if (format === 'bmp') return measureBmp(bytes);
  try {
    const { default: sharp } = await import('sharp');
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return autoOrient;
  } catch (cause) {
    throw new ItemError('corrupt_image', `The ${format} header cannot be read: ${reason(cause)}.`, { cause });
  }
}

/** https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader: sharp does not read BMP. */
function measureBmp(bytes: Buffer): Size {
  const old = bytes.readUInt32LE(14) === 12;
  const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = old ? bytes.readUInt16LE(20) : Math.abs(bytes.readInt32LE(22));
  if (width > 0 && height > 0) return { width, height };
  throw new ItemError('corrupt_image', `The bmp header gives ${width}×${height} pixels.`);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
}
