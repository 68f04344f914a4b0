import { corruptBmp } from './bmp-error.ts';
import type { BmpHeader, ChannelMasks } from './bmp-header.ts';

export interface PixelReader {
  readonly channels: 1 | 3 | 4;
  /** Writes the pixels of a stored row from a place on. */
  readonly readRow: (row: Uint8Array, into: Uint8Array, at: number) => void;
}

/** Of a BMP without compression. */
export function pixelReader({ width, bitsPerPixel, palette, masks }: BmpHeader): PixelReader {
  if (bitsPerPixel <= 8) return indexedReader(width, bitsPerPixel, palette);
  if (bitsPerPixel === 24) return { channels: 3, readRow: (row, into, at) => copyBgr(row, into, at, width) };
  return maskedReader(width, bitsPerPixel / 8, masks);
}

/** Grey where all colours are; a colour that is not in the palette is its first. */
function indexedReader(width: number, bits: number, palette: Uint8Array): PixelReader {
  const isGrey = palette.every((value, at) => value === palette[at - (at % 3)]);
  const channels = isGrey ? 1 : 3;
  const mask = 2 ** bits - 1;
  const colours = palette.length / 3;
  return {
    channels,
    readRow(row, into, at) {
      for (let x = 0, to = at; x < width; x++, to += channels) {
        const bit = x * bits;
        const index = (row[bit >> 3]! >> (8 - bits - (bit & 7))) & mask;
        const from = index < colours ? index * 3 : 0;
        into[to] = palette[from]!;
        if (isGrey) continue;
        into[to + 1] = palette[from + 1]!;
        into[to + 2] = palette[from + 2]!;
      }
    },
  };
}

function copyBgr(row: Uint8Array, into: Uint8Array, at: number, width: number): void {
  for (let from = 0, to = at; from < width * 3; from += 3, to += 3) {
    into[to] = row[from + 2]!;
    into[to + 1] = row[from + 1]!;
    into[to + 2] = row[from]!;
  }
}

/** Little-endian pixels of 16 or 32 bits. */
function maskedReader(width: number, size: number, masks: ChannelMasks): PixelReader {
  const { red, green, blue, alpha } = masks;
  if (red === 0 && green === 0 && blue === 0) throw corruptBmp('its masks of red, green and blue are empty');
  const channels = alpha === 0 ? 3 : 4;
  const parts = [red, green, blue, alpha].slice(0, channels).map(toChannel);
  return {
    channels,
    readRow(row, into, at) {
      for (let x = 0, from = 0, to = at; x < width; x++, from += size, to += channels) {
        const low = row[from]! | (row[from + 1]! << 8);
        const pixel = size === 2 ? low : (low | (row[from + 2]! << 16) | (row[from + 3]! << 24)) >>> 0;
        for (let part = 0; part < channels; part++) into[to + part] = parts[part]!(pixel);
      }
    },
  };
}

/** The bits of a mask, as 0 to 255. */
function toChannel(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const highest = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / highest);
}
