import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Box } from '../../contract/row.ts';
import { decodeImage } from '../../images/decode/decode-image.ts';
import { imageFile } from '../../images/decode/image-file.ts';
import type { RowRecord } from '../verify/row-record.ts';

const MAX_PICTURES = 200;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_PIXELS = 100_000_000;
const MAX_SIDE = 1280;
const MAX_CROPS = 5;
const CROP = { width: 360, height: 120 };
/** Around a plate, as a part of its height. */
const MARGIN = 0.4;

/** WebP images, base64. */
export interface Picture {
  readonly whole: string;
  /** Of the row's plates, in their order; null for one without a box. */
  readonly plates: readonly (string | null)[];
}

/** Of the rows' images in a folder; an image that is not there or cannot be decoded has none. */
export async function pictures(
  rows: readonly RowRecord[],
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<RowRecord, Picture>> {
  const found = new Map<RowRecord, Picture>();
  for (const row of rows) {
    if (found.size === MAX_PICTURES) break;
    if (found.has(row)) continue;
    signal.throwIfAborted();
    const picture = await pictureOf(row, folder).catch(() => null);
    if (picture !== null) found.set(row, picture);
  }
  return found;
}

/** A row may name any path: only regular files below the folder are opened. */
async function pictureOf(row: RowRecord, folder: string): Promise<Picture | null> {
  const path = resolve(folder, row.file);
  if (!path.startsWith(`${folder.replace(/\/$/, '')}/`)) return null;
  const entry = await stat(path);
  if (!entry.isFile() || entry.size > MAX_BYTES) return null;
  const bytes = await readFile(path);
  const file = imageFile(bytes);
  if (file.format === null) return null;
  const { pixels: data, ...info } = await decodeImage(file, { page: 0, maxPixels: MAX_PIXELS }, toPixels);
  const { width, height, channels } = info;
  const pixels = () => sharp(data, { raw: { width, height, channels } });
  const whole = pixels().resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true });
  const crops = row.plates.slice(0, MAX_CROPS).map(async ({ box, page }) => {
    const area = box === undefined || page !== 1 ? null : cropArea(box, row, info);
    return area === null
      ? null
      : toWebp(
          pixels()
            .extract(area)
            .resize({ ...CROP, fit: 'inside' }),
        );
  });
  return { whole: await toWebp(whole), plates: await Promise.all(crops) };
}

async function toPixels(image: Sharp) {
  const { data, info } = await image
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height, channels: info.channels };
}

async function toWebp(image: Sharp): Promise<string> {
  return (await image.webp({ quality: 60, effort: 2 }).toBuffer()).toString('base64');
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export type Area = Size & { readonly left: number; readonly top: number };

/**
 * The upright rectangle around a box, with a margin, in pixels of the image.
 *
 * @param row its size, in the unit of the box
 * @returns null when the box is outside the image
 */
export function cropArea(
  box: Box,
  row: { readonly width: number | null; readonly height: number | null },
  image: Size,
): Area | null {
  const xs = box
    .filter((_, index) => index % 2 === 0)
    .map((x) => (x * image.width) / (row.width ?? image.width));
  const ys = box
    .filter((_, index) => index % 2 === 1)
    .map((y) => (y * image.height) / (row.height ?? image.height));
  const margin = MARGIN * Math.min(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const width = Math.min(image.width, Math.ceil(Math.max(...xs) + margin)) - left;
  const height = Math.min(image.height, Math.ceil(Math.max(...ys) + margin)) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}
