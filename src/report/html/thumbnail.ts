import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { detectFormat } from '../../images/detect-format.ts';
import type { RowRecord } from '../verify/row-record.ts';

const MAX_THUMBNAILS = 200;
const MAX_BYTES = 64 * 1024 * 1024;

/** Small JPEGs, base64, of the rows' images in a folder; an image that is not there or cannot be decoded has none. */
export async function thumbnails(
  rows: readonly RowRecord[],
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { file } of rows) {
    if (found.size === MAX_THUMBNAILS) break;
    if (found.has(file)) continue;
    signal.throwIfAborted();
    const jpeg = await thumbnail(resolve(folder, file), folder).catch(() => null);
    if (jpeg !== null) found.set(file, jpeg.toString('base64'));
  }
  return found;
}

/** A row may name any path: only regular files below the folder are opened. */
async function thumbnail(path: string, folder: string): Promise<Buffer | null> {
  if (!path.startsWith(`${folder.replace(/\/$/, '')}/`)) return null;
  const entry = await stat(path);
  if (!entry.isFile() || entry.size > MAX_BYTES) return null;
  const bytes = await readFile(path);
  if (detectFormat(bytes) === null) return null;
  return sharp(bytes)
    .autoOrient()
    .resize(320, 240, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 60 })
    .toBuffer();
}
