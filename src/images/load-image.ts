import { createHash } from 'node:crypto';
import type { PatientReadTools } from '../files/read-patiently.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { Fetch } from '../network/fetcher.ts';
import { detectFormat } from './detect-format.ts';
import { download } from './download.ts';
import type { LoadedImage, ReserveBytes } from './image-content.ts';
import type { ImageSource, Item } from './item.ts';
import { checkFormat, checkSize, type ImageLimits } from './limits.ts';
import { measure } from './measure.ts';
import { readImageFile } from './read-file.ts';

/**
 * Reads an item and checks that the engine accepts it, so that no rejected image is decoded or billed. `reserve` is called
 * before a file is read; the size of a download is not known before.
 *
 * @throws ItemError when it can never be read, TransientError when a later attempt may succeed
 */
export async function loadImage(
  item: Item,
  limits: ImageLimits,
  tools: PatientReadTools,
  scope: TimeScope,
  reserve: ReserveBytes,
  fetcher: Fetch,
): Promise<LoadedImage> {
  const bytes = await readSource(item.source, limits, tools, scope, reserve, fetcher);
  const format = detectFormat(bytes);
  checkFormat(format, limits);
  const size = await measure(bytes, format);
  if (size !== null) checkSize(size, limits);
  return { key: item.key, bytes, format, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readSource(
  source: ImageSource,
  limits: ImageLimits,
  tools: PatientReadTools,
  scope: TimeScope,
  reserve: ReserveBytes,
  fetcher: Fetch,
): Promise<Buffer> {
  switch (source.kind) {
    case 'file':
      return readImageFile(source.path, limits, tools, scope, reserve);
    case 'url':
      return download(source.url, limits, scope.signal, fetcher);
    case 'none':
      throw source.error;
  }
}
