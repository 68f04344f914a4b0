import { ItemError } from '../contract/errors.ts';
import type { ImageFormat } from './format.ts';

/** The input limits of an engine; checked before an image is decoded or billed. */
export interface ImageLimits {
  readonly formats: readonly ImageFormat[];
  /** Maximum file size in bytes, inclusive. */
  readonly maxBytes: number;
  /** Limits of a side in pixels, inclusive; not applied to PDF. */
  readonly minSide: number;
  readonly maxSide: number;
  /** Width × height, inclusive. */
  readonly maxPixels: number;
  /** The service's own error codes for images it would reject; without them, the worker's codes. */
  readonly rejectionCodes?: { readonly format: string; readonly bytes: string; readonly dimensions: string };
}

export interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** @throws ItemError when the engine would reject the format */
export function checkFormat(format: ImageFormat | null, limits: ImageLimits): asserts format is ImageFormat {
  if (format !== null && limits.formats.includes(format)) return;
  const what = format === null ? 'The file is not a supported image format' : `The image is ${format}`;
  throw new ItemError(
    limits.rejectionCodes?.format ?? 'unsupported_format',
    `${what}; this engine reads ${limits.formats.join(', ')}.`,
  );
}

/** @throws ItemError when the engine would reject this many bytes */
export function checkByteCount(bytes: number, limits: ImageLimits): void {
  if (bytes <= limits.maxBytes) return;
  throw new ItemError(
    limits.rejectionCodes?.bytes ?? 'file_too_large',
    `The file has ${bytes} bytes; this engine reads up to ${limits.maxBytes}.`,
  );
}

/** @throws ItemError when the engine would reject these dimensions */
export function checkSize({ width, height }: Size, limits: ImageLimits): void {
  const code = limits.rejectionCodes?.dimensions;
  const size = `The image is ${width}×${height} pixels; this engine reads`;
  if (Math.min(width, height) < limits.minSide) {
    throw new ItemError(code ?? 'image_too_small', `${size} sides of at least ${limits.minSide}.`);
  }
  if (Math.max(width, height) > limits.maxSide) {
    throw new ItemError(code ?? 'image_too_large', `${size} sides of up to ${limits.maxSide}.`);
  }
  if (width * height > limits.maxPixels) {
    throw new ItemError(code ?? 'image_too_large', `${size} up to ${limits.maxPixels} in all.`);
  }
}
