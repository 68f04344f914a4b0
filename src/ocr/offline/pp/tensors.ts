import type { Raster } from '../image/raster.ts';

/** Of ImageNet, for R, G, B. */
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

/** Planar blue, green, red in -1 to 1; columns beyond the line are 0. */
export function recogniserInput({ data, width, height }: Raster, paddedWidth: number): Float32Array {
  const plane = paddedWidth * height;
  const input = new Float32Array(plane * 3);
  let from = 0;
  for (let y = 0; y < height; y++) {
    let to = y * paddedWidth;
    for (let x = 0; x < width; x++, from += 3, to++) {
      input[to] = data[from + 2]! / 127.5 - 1;
      input[to + plane] = data[from + 1]! / 127.5 - 1;
      input[to + 2 * plane] = data[from]! / 127.5 - 1;
    }
  }
  return input;
}
