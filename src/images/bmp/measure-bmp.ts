import type { Size } from '../limits.ts';
import { parseBmpHeader } from './bmp-header.ts';

/** @throws ItemError `corrupt_image` when the header cannot be read, `unsupported_format` when its kind is not supported */
export function measureBmp(bytes: Buffer): Size {
  const { width, height } = parseBmpHeader(bytes);
  return { width, height };
}
