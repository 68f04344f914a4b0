import { quadSize, type Quad } from '../image/quad.ts';
import type { Raster } from '../image/raster.ts';

/** The height the recogniser was trained on. */
export const LINE_HEIGHT = 48;

/** Cuts the quad out of the image, levelled, scaled to the line height, bilinear. */
export function cropLine(raster: Raster, quad: Quad): Raster {
  const size = quadSize(quad);
  const aspect = size.width / Math.max(size.height, 1);
  const width = Math.max(1, Math.round(LINE_HEIGHT * aspect));
  const samples = Math.min(4, Math.max(1, Math.ceil(size.height / LINE_HEIGHT - 0.25)));
  return sampleQuad(raster, quad, width, samples);
}

/** Every output pixel is the mean of samples × samples bilinear looks, so that shrinking does not alias. */
function sampleQuad(raster: Raster, quad: Quad, width: number, samples: number): Raster {
  const [origin, right, , down] = quad;
  const columns = width * samples;
  const rows = LINE_HEIGHT * samples;
  const [ux, uy] = [(right[0] - origin[0]) / columns, (right[1] - origin[1]) / columns];
  const [vx, vy] = [(down[0] - origin[0]) / rows, (down[1] - origin[1]) / rows];
  const { data } = raster;
  const stride = raster.width * 3;
  const [maxX, maxY] = [raster.width - 1, raster.height - 1];
  const sums = new Float32Array(width * LINE_HEIGHT * 3);
  for (let row = 0; row < rows; row++) {
    const target = Math.floor(row / samples) * width;
    for (let column = 0; column < columns; column++) {
      const x = Math.min(maxX, Math.max(0, origin[0] + (column + 0.5) * ux + (row + 0.5) * vx - 0.5));
      const y = Math.min(maxY, Math.max(0, origin[1] + (column + 0.5) * uy + (row + 0.5) * vy - 0.5));
      const x0 = x | 0;
      const y0 = y | 0;
      const fx = x - x0;
      const fy = y - y0;
      const a = y0 * stride + x0 * 3;
      const b = x0 < maxX ? a + 3 : a;
      const c = y0 < maxY ? a + stride : a;
      const d = c + b - a;
      const wa = (1 - fx) * (1 - fy);
      const wb = fx * (1 - fy);
      const wc = (1 - fx) * fy;
      const wd = fx * fy;
      const to = (target + ((column / samples) | 0)) * 3;
      sums[to]! += wa * data[a]! + wb * data[b]! + wc * data[c]! + wd * data[d]!;
      sums[to + 1]! += wa * data[a + 1]! + wb * data[b + 1]! + wc * data[c + 1]! + wd * data[d + 1]!;
      sums[to + 2]! += wa * data[a + 2]! + wb * data[b + 2]! + wc * data[c + 2]! + wd * data[d + 2]!;
    }
  }
  const scale = 1 / (samples * samples);
  return { data: Uint8Array.from(sums, (sum) => sum * scale + 0.5), width, height: LINE_HEIGHT };
}
