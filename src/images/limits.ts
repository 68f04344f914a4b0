import { ItemError } from '../contract/errors.ts';
import type { ImageFormat } from './format.ts';

/** What an engine takes; checked before anything is decoded or paid. */
export interface ImageLimits {
  readonly formats: readonly ImageFormat[];
  /** Bytes, inclusive. */
  readonly maxBytes: number;
  /** Pixels, inclusive; not applied to PDF. */
  readonly minSide: number;
  readonly maxSide: number;
  /** Width × height, inclusive. */
  readonly maxPixels: number;
  /** The service's own codes for what it would refuse; ours where absent. */
  readonly refusalCodes?: { readonly format: string; readonly bytes: string; readonly dimensions: string };
}

export interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** @throws ItemError when the engine would refuse the format */
export function checkFormat(format: ImageFormat | null, limits: ImageLimits): asserts format is ImageFormat {
  if (format !== null && limits.formats.includes(format)) return;
  throw new ItemError(
    limits.refusalCodes?.format ?? 'unsupported_format',
    `The content is ${format === null ? 'no image format that is known' : format}; this engine reads ${limits.formats.join(', ')}.`,
  );
}

/** @throws ItemError when the engine would refuse this many bytes */
export function checkByteCount(bytes: number, limits: ImageLimits): void {
  if (bytes <= limits.maxBytes) return;
  throw new ItemError(
    limits.refusalCodes?.bytes ?? 'file_too_large',
    `The file has ${bytes} bytes; this engine reads up to ${limits.maxBytes}.`,
  );
}

/** @throws ItemError when the engine would refuse these dimensions */
export function checkSize({ width, height }: Size, limits: ImageLimits): void {
  const code = limits.refusalCodes?.dimensions;
  const is = `The image is ${width}×${height} pixels; this engine reads`;
  if (Math.min(width, height) < limits.minSide) {
    throw new ItemError(code ?? 'image_too_small', `${is} sides of at least ${limits.minSide}.`);
  }
  if (Math.max(width, height) > limits.maxSide) {
    throw new ItemError(code ?? 'image_too_large', `${is} sides of up to ${limits.maxSide}.`);
  }
  if (width * height > limits.maxPixels) {
    throw new ItemError(code ?? 'image_too_large', `${is} up to ${limits.maxPixels} in all.`);
  }
}
