import { detectFormat } from '../detect-format.ts';
import type { ImageFormat } from '../format.ts';

export interface ImageFile {
  readonly bytes: Buffer;
  /** Null when no signature matches. */
  readonly format: ImageFormat | null;
}

export function imageFile(bytes: Uint8Array): ImageFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes: buffer, format: detectFormat(buffer) };
}
