/** Interleaved 8-bit RGB pixels, row by row. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Quarter turns, clockwise. */
export type Turns = 0 | 1 | 2 | 3;

export function turn(raster: Raster, turns: Turns): Raster {
  if (turns === 0) return raster;
  const { data, width, height } = raster;
  const turnedWidth = turns === 2 ? width : height;
  const turnedHeight = turns === 2 ? height : width;
  const turned = new Uint8Array(data.length);
  // Steps in the source, in bytes, for one step right and one step down in the result.
  const right = { 1: -3 * width, 2: -3, 3: 3 * width }[turns];
  const down = { 1: 3, 2: -3 * width, 3: -3 }[turns];
  let row = { 1: 3 * width * (height - 1), 2: data.length - 3, 3: 3 * (width - 1) }[turns];
  let to = 0;
  for (let y = 0; y < turnedHeight; y++, row += down) {
    for (let x = 0, from = row; x < turnedWidth; x++, from += right, to += 3) {
      turned[to] = data[from]!;
      turned[to + 1] = data[from + 1]!;
      turned[to + 2] = data[from + 2]!;
    }
  }
  return { data: turned, width: turnedWidth, height: turnedHeight };
}
