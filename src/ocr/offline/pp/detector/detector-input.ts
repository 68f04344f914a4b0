import type { Raster } from '../../image/raster.ts';

/** ImageNet's mean and standard deviation for R, G, B. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Planar blue, green, red, normalised as the detector was trained. */
export function detectorInput({ data, width, height }: Raster): Float32Array {
  const plane = width * height;
  const input = new Float32Array(plane * 3);
  for (const channel of [0, 1, 2] as const) {
    const scale = 1 / (255 * DEVIATION[channel]);
    const shift = -MEAN[channel] / DEVIATION[channel];
    const to = (2 - channel) * plane;
    for (let pixel = 0, from = channel; pixel < plane; pixel++, from += 3) {
      input[to + pixel] = data[from]! * scale + shift;
    }
  }
  return input;
}
