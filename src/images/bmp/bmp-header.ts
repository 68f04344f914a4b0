import { corruptBmp, unsupportedBmp } from './bmp-error.ts';

/** Bits of a pixel that hold each channel; 0 where there is none. */
export interface ChannelMasks {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

export interface BmpHeader {
  /** Pixels, at least 1. */
  readonly width: number;
  readonly height: number;
  /** The first row in the file is the uppermost one. */
  readonly topDown: boolean;
  readonly bitsPerPixel: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly compression: 'none' | 'rle4' | 'rle8';
  readonly masks: ChannelMasks;
  /** Red, green and blue of each colour, up to 8 bits per pixel; else empty. */
  readonly palette: Uint8Array;
  /** Where the pixels begin, in bytes. */
  readonly pixelsAt: number;
}

const FILE_HEADER = 14;
/** OS/2's header, with a width and a height of 16 bits and colours of three bytes. */
const CORE_HEADER = 12;
const INFO_HEADER = 40;
/** Of OS/2 2.x; it may also end after 16 bytes. */
const OS2_HEADERS = new Set([16, 64]);
const HEADERS = new Set([CORE_HEADER, ...OS2_HEADERS, INFO_HEADER, 52, 56, 108, 124]);

const [RGB, RLE8, RLE4, BITFIELDS, ALPHA_BITFIELDS] = [0, 1, 2, 3, 6];
const UNSUPPORTED: Readonly<Record<number, string>> = {
  3: 'Huffman compression',
  4: 'a JPEG inside',
  5: 'a PNG inside',
  11: 'CMYK colours',
  12: 'CMYK colours',
  13: 'CMYK colours',
};

/**
 * The headers and colours of a BMP: BITMAPCOREHEADER, BITMAPINFOHEADER, BITMAPV4HEADER, BITMAPV5HEADER, and OS/2's.
 *
 * Source: https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types
 *
 * @throws ItemError `corrupt_image`, or `unsupported_format` for what no viewer needs
 */
export function parseBmpHeader(bytes: Buffer): BmpHeader {
  if (bytes.length < FILE_HEADER + CORE_HEADER) throw corruptBmp('the file ends in its header');
  const size = bytes.readUInt32LE(14);
  if (!HEADERS.has(size)) throw corruptBmp(`it has a header of ${size} bytes, which no version of BMP has`);
  if (bytes.length < FILE_HEADER + size) throw corruptBmp('the file ends in its header');
  const isCore = size === CORE_HEADER;
  const width = isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const signedHeight = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0) throw corruptBmp(`its header gives ${width}×${signedHeight} pixels`);
  const bitsPerPixel = checkedBits(bytes.readUInt16LE(isCore ? 24 : 28));
  const field = size < INFO_HEADER ? RGB : bytes.readUInt32LE(30);
  const compression = checkedCompression(field, bitsPerPixel, OS2_HEADERS.has(size));
  const masksAt = FILE_HEADER + INFO_HEADER;
  const maskBytes = size !== INFO_HEADER ? 0 : field === BITFIELDS ? 12 : field === ALPHA_BITFIELDS ? 16 : 0;
  const masks =
    field === BITFIELDS || field === ALPHA_BITFIELDS
      ? readMasks(bytes, masksAt, maskBytes === 0 ? size - INFO_HEADER : maskBytes)
      : bitsPerPixel === 16
        ? { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha: 0 }
        : { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0 };
  const paletteAt = FILE_HEADER + size + maskBytes;
  const named = size < INFO_HEADER ? 0 : bytes.readUInt32LE(46);
  const pixelsField = bytes.readUInt32LE(10);
  const palette = readPalette(bytes, paletteAt, {
    colours: bitsPerPixel > 8 ? 0 : Math.min(named || 256, 2 ** bitsPerPixel),
    stride: isCore ? 3 : 4,
    end: pixelsField > paletteAt ? pixelsField : bytes.length,
  });
  const pixelsAt =
    pixelsField >= FILE_HEADER + size ? pixelsField : paletteAt + (palette.length / 3) * (isCore ? 3 : 4);
  return { width, height, topDown: signedHeight < 0, bitsPerPixel, compression, masks, palette, pixelsAt };
}

function checkedBits(bits: number): BmpHeader['bitsPerPixel'] {
  const known = ([1, 2, 4, 8, 16, 24, 32] as const).find((each) => each === bits);
  if (known === undefined) throw unsupportedBmp(`${bits} bits per pixel`);
  return known;
}

function checkedCompression(field: number, bits: number, isOs2: boolean): BmpHeader['compression'] {
  if (field === RGB || (field === BITFIELDS && !isOs2) || field === ALPHA_BITFIELDS) return 'none';
  if (field === RLE8 && bits === 8) return 'rle8';
  if (field === RLE4 && bits === 4) return 'rle4';
  if (field === 4 && isOs2) throw unsupportedBmp('RLE24 compression');
  throw unsupportedBmp(UNSUPPORTED[field] ?? `compression ${field} of ${bits} bits per pixel`);
}

function readMasks(bytes: Buffer, at: number, length: number): ChannelMasks {
  if (length < 12 || bytes.length < at + 12) throw corruptBmp('its masks of red, green and blue are missing');
  const mask = (index: number): number =>
    length >= 4 * (index + 1) && bytes.length >= at + 4 * (index + 1)
      ? bytes.readUInt32LE(at + 4 * index)
      : 0;
  return { red: mask(0), green: mask(1), blue: mask(2), alpha: mask(3) };
}

/** Colours that the file lacks are black, as they are in viewers. */
function readPalette(
  bytes: Buffer,
  at: number,
  { colours, stride, end }: { readonly colours: number; readonly stride: number; readonly end: number },
): Uint8Array {
  const palette = new Uint8Array(colours * 3);
  for (let index = 0; index < colours; index++) {
    const from = at + index * stride;
    if (from + 3 > Math.min(end, bytes.length)) break;
    palette.set([bytes[from + 2]!, bytes[from + 1]!, bytes[from]!], index * 3);
  }
  return palette;
}
