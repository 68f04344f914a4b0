import { quadSize, type Quad } from '../image/quad.ts';
import type { Raster } from '../image/raster.ts';

/** The height the recogniser was trained on. */
export const LINE_HEIGHT = 48;
/** The recogniser processes eight columns per step. */
const WIDTH_STEP = 8;
/** Maximum samples per pixel, in each direction: a shrunken pixel is their mean, so that thin strokes are not lost. */
const MAX_SAMPLES = 4;

/** A line of text as input of the recogniser: planar blue, green, red from -1 to 1. */
export interface LineImage {
  readonly input: Float32Array;
  /** Number of columns with text; the rest are 0. */
  readonly width: number;
  readonly paddedWidth: number;
}

/**
 * Cuts the quad out of the image, levelled and scaled to the line height, with bilinear interpolation. A long line is
 * not squeezed: the model needs two of its steps for a character, or letters vanish and false spaces appear.
 *
 * @param stretch makes it wider than it is
 */
export function cropLine(raster: Raster, quad: Quad, stretch = 1): LineImage {
  const size = quadSize(quad);
  const width = Math.max(1, Math.round((stretch * LINE_HEIGHT * size.width) / Math.max(size.height, 1)));
  const paddedWidth = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP;
  const samples = Math.min(MAX_SAMPLES, Math.max(1, Math.ceil(size.height / LINE_HEIGHT - 0.25)));
  const input = new Float32Array(paddedWidth * LINE_HEIGHT * 3);
  addSamples(raster, quad, { width, paddedWidth, samples }, input);
  toUnitRange(input, width, paddedWidth, 1 / (127.5 * samples * samples));
  return { input, width, paddedWidth };
}

interface Grid {
  readonly width: number;
  readonly paddedWidth: number;
  /** Samples per pixel, in each direction. */
  readonly samples: number;
}

function addSamples(
  raster: Raster,
  quad: Quad,
  { width, paddedWidth, samples }: Grid,
  sums: Float32Array,
): void {
  const [[originX, originY], right, , down] = quad;
  const columns = width * samples;
  const rows = LINE_HEIGHT * samples;
  const [ux, uy] = [(right[0] - originX) / columns, (right[1] - originY) / columns];
  const [vx, vy] = [(down[0] - originX) / rows, (down[1] - originY) / rows];
  const { data } = raster;
  const stride = raster.width * 3;
  const maxX = raster.width - 1;
  const maxY = raster.height - 1;
  const plane = paddedWidth * LINE_HEIGHT;
  for (let row = 0; row < rows; row++) {
    const target = Math.floor(row / samples) * paddedWidth;
    // Pixel centres lie half a pixel in.
    let sourceX = originX + 0.5 * ux + (row + 0.5) * vx - 0.5;
    let sourceY = originY + 0.5 * uy + (row + 0.5) * vy - 0.5;
    for (let column = 0, look = 0, to = target; column < columns; column++, sourceX += ux, sourceY += uy) {
      const x = sourceX < 0 ? 0 : sourceX > maxX ? maxX : sourceX;
      const y = sourceY < 0 ? 0 : sourceY > maxY ? maxY : sourceY;
      const x0 = x | 0;
      const y0 = y | 0;
      const fx = x - x0;
      const fy = y - y0;
      const a = y0 * stride + x0 * 3;
      const b = x0 < maxX ? a + 3 : a;
      const c = y0 < maxY ? a + stride : a;
      const d = c + b - a;
      const wb = fx * (1 - fy);
      const wa = 1 - fy - wb;
      const wd = fx * fy;
      const wc = fy - wd;
      sums[to]! += wa * data[a + 2]! + wb * data[b + 2]! + wc * data[c + 2]! + wd * data[d + 2]!;
      sums[to + plane]! += wa * data[a + 1]! + wb * data[b + 1]! + wc * data[c + 1]! + wd * data[d + 1]!;
      sums[to + 2 * plane]! += wa * data[a]! + wb * data[b]! + wc * data[c]! + wd * data[d]!;
      look += 1;
      if (look === samples) {
        look = 0;
        to += 1;
      }
    }
  }
}

function toUnitRange(sums: Float32Array, width: number, paddedWidth: number, scale: number): void {
  for (let row = 0; row < 3 * LINE_HEIGHT; row++) {
    const start = row * paddedWidth;
    for (let at = start; at < start + width; at++) sums[at] = sums[at]! * scale - 1;
  }
}
