import { createHash } from 'node:crypto';
import { orAborted } from '../../flow/abort.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { incompleteImage } from '../../images/decode/image-warnings.ts';
import { inMemory, type LoadedImage } from '../../images/image-content.ts';
import type { EngineLimits, OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import { boxInPixels, cropPng, MIN_SIDE, padded } from './crop.ts';
import type { Detection, Detector } from './detector.ts';
import { detectorUpload } from './detector-upload.ts';
import { decodeDisplayed, type DisplayedImage } from './displayed-image.ts';
import { orderDetections } from './order-detections.ts';
import { regionReading, type RegionReading } from './region-reading.ts';

/** Limits of decoding an image in memory; the services get crops and, where needed, a smaller image. */
export const detectedImageLimits: EngineLimits = {
  formats: ['jpeg', 'png', 'bmp', 'gif', 'tiff', 'webp'],
  maxBytes: 100 * 1024 * 1024,
  minSide: 1,
  maxSide: 30_000,
  maxPixels: 100_000_000,
};

/**
 * Reads only what the detector finds: each region is cropped and read by `engine`, one after another, so that
 * each image in flight has one request in flight. The lines' boxes are in pixels of the complete image. An image
 * without a region gives a page without lines and an empty `regions`.
 */
export function withPlateDetection(engine: OcrEngine, detector: Detector): OcrEngine {
  const read = async (image: LoadedImage, scope: TimeScope): Promise<Reading> => {
    const displayed = await orAborted(
      decodeDisplayed(image.bytes, detectedImageLimits.maxPixels),
      scope.signal,
    );
    const upload = await orAborted(detectorUpload(image, displayed), scope.signal);
    const found = await detector.detect({ ...image, bytes: upload }, scope);
    const regions: RegionReading[] = [];
    for (const detection of orderDetections(found)) {
      const region = await readRegion(engine, image.key, displayed, detection, scope);
      if (region !== null) regions.push(region);
    }
    const reading = toReading(displayed, regions, detector.model);
    return displayed.damage === null
      ? reading
      : { ...reading, warnings: [incompleteImage(displayed.damage, 1, 1)] };
  };
  return {
    name: engine.name,
    limits: detectedImageLimits,
    defaultConcurrency: engine.defaultConcurrency,
    read: (image, scope) => {
      const { key, format, sha256 } = image;
      return image.withBytes((bytes) => read({ key, bytes, format, sha256 }, scope), scope);
    },
    async close() {
      await Promise.all([detector.close(), engine.close()]);
    },
  };
}

async function readRegion(
  engine: OcrEngine,
  key: string,
  displayed: DisplayedImage,
  detection: Detection,
  scope: TimeScope,
): Promise<RegionReading | null> {
  const box = boxInPixels(detection, displayed);
  if (box === null) return null;
  const area = padded(box, displayed, Math.max(MIN_SIDE, engine.limits.minSide));
  const bytes = await orAborted(cropPng(displayed, area), scope.signal);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reading = await engine.read(inMemory({ key, bytes, format: 'png', sha256 }), scope);
  return regionReading(detection, box, area, reading);
}

function toReading(
  { width, height }: DisplayedImage,
  found: readonly RegionReading[],
  detector: string,
): Reading {
  const models = new Set(found.map(({ model }) => model));
  return {
    model: [detector, ...models].join(' + '),
    pages: [{ page: 1, width, height, unit: 'pixel', lines: found.flatMap(({ lines }) => lines) }],
    regions: found.map(({ region }) => region),
  };
}
