import type { Box } from '../../../contract/row.ts';
import type { Line } from '../../reading.ts';

/** From pixels of a raster to those of the image, or to inches. */
export interface Scale {
  readonly x: number;
  readonly y: number;
  /** Of the coordinates. */
  readonly decimals: number;
}

export function scaleLine(line: Line, { x, y, decimals }: Scale): Line {
  const power = 10 ** decimals;
  const scaled = (value: number, by: number): number => Math.round(value * by * power) / power;
  const scale = ([a, b, c, d, e, f, g, h]: Box): Box => [
    scaled(a, x),
    scaled(b, y),
    scaled(c, x),
    scaled(d, y),
    scaled(e, x),
    scaled(f, y),
    scaled(g, x),
    scaled(h, y),
  ];
  return {
    ...line,
    box: scale(line.box),
    words: line.words.map((word) => ({ ...word, box: scale(word.box) })),
  };
}
