import type { Raster } from './raster.ts';

/** Ratio of length to height from which an image is a crop of one line. */
const LINE_ASPECT = 8;
/** Maximum height of a crop of one line; a higher strip has room around its text. */
const LINE_HEIGHT_AT_MOST = 120;
/** Margin on each side, as a share of the height: the detector does not see text that touches an edge. */
const MARGIN = 0.75;

/** An image with a margin around it. */
export interface Framed {
  readonly raster: Raster;
  /** Pixels on each side. */
  readonly margin: number;
}

/** A crop of one line with a margin in the colour that most of its edge has; any other image as it is. */
export function withMargin(raster: Raster): Framed {
  const { width, height } = raster;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (long < LINE_ASPECT * short || short > LINE_HEIGHT_AT_MOST) return { raster, margin: 0 };
  const margin = Math.round(MARGIN * short);
  return { raster: extended(raster, margin), margin };
}

function extended(raster: Raster, margin: number): Raster {
  const [width, height] = [raster.width + 2 * margin, raster.height + 2 * margin];
  const data = new Uint8Array(width * height * 3);
  const colour = edgeColour(raster);
  for (let at = 0; at < data.length; at++) data[at] = colour[at % 3]!;
  for (let row = 0; row < raster.height; row++) {
    const from = row * raster.width * 3;
    data.set(raster.data.subarray(from, from + raster.width * 3), ((row + margin) * width + margin) * 3);
  }
  return { data, width, height };
}

/** The median of each channel along the four edges. */
function edgeColour({ data, width, height }: Raster): readonly number[] {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) edge.push(y * width, y * width + width - 1);
  return [0, 1, 2].map((channel) => {
    const values = edge.map((pixel) => data[pixel * 3 + channel]!).toSorted((a, b) => a - b);
    return values[values.length >> 1]!;
  });
}
