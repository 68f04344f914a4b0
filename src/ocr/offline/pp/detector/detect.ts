import sharp from 'sharp';
import { mapQuad, type Quad } from '../../image/quad.ts';
import type { Raster } from '../../image/raster.ts';
import { findComponents } from './components.ts';
import { detectorSize, type Look } from './detector-size.ts';
import { minAreaRect, rectQuad } from './min-area-rect.ts';
import type { ModelSession } from '../model-session.ts';
import { detectorInput } from './detector-input.ts';
import { cutTile, joinTiles, tilesOf } from './tiles.ts';
import { unclip } from './unclip.ts';

const TEXT_THRESHOLD = 0.3;
const MIN_PIXELS = 10;
const MIN_MEAN_PROBABILITY = 0.5;
/** Minimum side of the shrunken patch, in detector pixels. */
const MIN_SIDE = 2;

/** Finds the outlines of text lines, in pixels of the raster, in no particular order. */
export async function detectText(model: ModelSession, raster: Raster, look: Look = 'usual'): Promise<Quad[]> {
  const tiles = tilesOf(raster.width, raster.height);
  const found: Quad[][] = [];
  for (const tile of tiles) found.push(await detectInTile(model, cutTile(raster, tile), look));
  return joinTiles(tiles, found);
}

async function detectInTile(model: ModelSession, raster: Raster, look: Look): Promise<Quad[]> {
  const size = detectorSize(raster.width, raster.height, look);
  const scaled = await resize(raster, size.width, size.height);
  const map = await model.run(detectorInput(scaled), size.width, size.height);
  const scaleX = raster.width / size.width;
  const scaleY = raster.height / size.height;
  return outlinesOf(map.data, size.width).map((quad) => mapQuad(quad, ([x, y]) => [x * scaleX, y * scaleY]));
}

/** Rectangles around the text patches of a probability map, in its pixels. */
function outlinesOf(map: Float32Array, width: number): Quad[] {
  return findComponents(map, width, TEXT_THRESHOLD)
    .filter((found) => found.pixels >= MIN_PIXELS && found.meanProbability >= MIN_MEAN_PROBABILITY)
    .map((found) => minAreaRect(found.outline))
    .filter((rect) => Math.min(rect.width, rect.height) >= MIN_SIDE)
    .map((rect) => rectQuad(unclip(rect)));
}

async function resize(raster: Raster, width: number, height: number): Promise<Raster> {
  if (raster.width === width && raster.height === height) return raster;
  const raw = { width: raster.width, height: raster.height, channels: 3 } as const;
  const data = await sharp(raster.data, { raw, limitInputPixels: false })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { data, width, height };
}
