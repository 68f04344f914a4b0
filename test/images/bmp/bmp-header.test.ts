import { describe, expect, it } from 'vitest';
import { parseBmpHeader } from '../../../src/images/bmp/bmp-header.ts';
import { measureBmp } from '../../../src/images/bmp/measure-bmp.ts';
import { pixelReader } from '../../../src/images/bmp/pixel-reader.ts';

interface Fields {
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly bits?: number;
  readonly compression?: number;
  readonly colours?: number;
  readonly pixelsAt?: number;
  /** What follows the header. */
  readonly rest?: Buffer;
}

/** BITMAPINFOHEADER and longer ones. */
function headerOf({ size = 40, width = 3, height = 2, bits = 24, ...fields }: Fields = {}): Buffer {
  const bytes = Buffer.alloc(14 + size);
  bytes.write('BM');
  bytes.writeUInt32LE(fields.pixelsAt ?? 0, 10);
  bytes.writeUInt32LE(size, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(bits, 28);
  if (size >= 40) {
    bytes.writeUInt32LE(fields.compression ?? 0, 30);
    bytes.writeUInt32LE(fields.colours ?? 0, 46);
  }
  return Buffer.concat([bytes, fields.rest ?? Buffer.alloc(0)]);
}

function coreHeader(width: number, height: number, bits: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.write('BM');
  bytes.writeUInt32LE(12, 14);
  bytes.writeUInt16LE(width, 18);
  bytes.writeUInt16LE(height, 20);
  bytes.writeUInt16LE(bits, 24);
  return bytes;
}

const corrupt = (what: string) =>
  expect.objectContaining({
    code: 'corrupt_image',
    message: `The bmp image cannot be decoded: ${what}. Replace the file and try again.`,
  }) as Error;
const unsupported = (what: string) =>
  expect.objectContaining({
    code: 'unsupported_format',
    message: expect.stringContaining(`a bmp with ${what}, which`) as unknown,
  }) as Error;

describe('the header of a BMP', () => {
  it('gives its size, however its rows are ordered', () => {
    expect(measureBmp(headerOf({ width: 3, height: 2 }))).toEqual({ width: 3, height: 2 });
    expect(parseBmpHeader(headerOf({ height: 2 })).topDown).toBe(false);
    expect(parseBmpHeader(headerOf({ height: -2 }))).toMatchObject({ height: 2, topDown: true });
    expect(measureBmp(coreHeader(3, 40_000, 24))).toEqual({ width: 3, height: 40_000 });
  });

  it.each([
    [0, 2],
    [-3, 2],
    [3, 0],
  ])('of %d×%d pixels is corrupt', (width, height) => {
    expect(() => parseBmpHeader(headerOf({ width, height }))).toThrow(
      corrupt(`its header gives ${width}×${height} pixels`),
    );
  });

  it('that is not whole is corrupt, and so is one of a size that no version has', () => {
    const ends = corrupt('the file ends in its header');
    expect(() => parseBmpHeader(coreHeader(3, 2, 24).subarray(0, 25))).toThrow(ends);
    expect(() => parseBmpHeader(headerOf().subarray(0, 53))).toThrow(ends);
    expect(() => parseBmpHeader(headerOf({ size: 41 }))).toThrow(
      corrupt('it has a header of 41 bytes, which no version of BMP has'),
    );
  });

  it.each([
    [{ bits: 24, compression: 1 }, 'compression 1 of 24 bits per pixel'],
    [{ bits: 8, compression: 2 }, 'compression 2 of 8 bits per pixel'],
    [{ bits: 4, compression: 7 }, 'compression 7 of 4 bits per pixel'],
    [{ compression: 4 }, 'a JPEG inside'],
    [{ compression: 5 }, 'a PNG inside'],
    [{ compression: 12 }, 'CMYK colours'],
    [{ size: 64, compression: 3 }, 'Huffman compression'],
    [{ size: 64, compression: 4 }, 'RLE24 compression'],
    [{ bits: 3 }, '3 bits per pixel'],
  ])('with %j is not supported', (fields, what) => {
    expect(() => parseBmpHeader(headerOf(fields))).toThrow(unsupported(what));
  });

  it.each([
    [{ bits: 8, compression: 1 }, 'rle8'],
    [{ bits: 4, compression: 2 }, 'rle4'],
    [{ bits: 8, compression: 0 }, 'none'],
  ])('with %j is compressed by %s', (fields, compression) => {
    expect(parseBmpHeader(headerOf(fields)).compression).toBe(compression);
  });

  it('has its masks behind it or in it, opacity where there is one', () => {
    const masks = Buffer.alloc(16);
    for (const [index, mask] of [0xf00, 0xf0, 0xf, 0xf000].entries()) masks.writeUInt32LE(mask, 4 * index);
    const colours = { red: 0xf00, green: 0xf0, blue: 0xf };
    const of = (fields: Fields) => parseBmpHeader(headerOf({ bits: 16, ...fields }));
    expect(of({ compression: 3, rest: masks })).toMatchObject({
      masks: { ...colours, alpha: 0 },
      pixelsAt: 66,
    });
    expect(of({ compression: 6, rest: masks })).toMatchObject({
      masks: { ...colours, alpha: 0xf000 },
      pixelsAt: 70,
    });
    expect(of({ compression: 6, rest: masks.subarray(0, 12) }).masks).toEqual({ ...colours, alpha: 0 });
    expect(() => of({ compression: 3, rest: masks.subarray(0, 11) })).toThrow(
      corrupt('its masks of red, green and blue are missing'),
    );
    const empty = of({ compression: 3, rest: Buffer.alloc(12) });
    expect(() => pixelReader(empty)).toThrow(corrupt('its masks of red, green and blue are empty'));
    const blueOnly = pixelReader({ ...empty, masks: { red: 0, green: 0, blue: 0xff, alpha: 0 }, width: 1 });
    const pixel = [9, 9, 9];
    blueOnly.readRow(Uint8Array.of(0x80, 0), pixel as never, 0);
    expect(pixel).toEqual([0, 0, 128]);
  });

  it('has a palette of as many colours as are named, and as are there', () => {
    const rest = Buffer.from(Array.from({ length: 16 }, (_, index) => index));
    const of = (fields: Fields) => parseBmpHeader(headerOf({ bits: 2, rest, ...fields }));
    const colours = [2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12];
    expect(of({})).toMatchObject({ palette: Uint8Array.from(colours), pixelsAt: 70 });
    expect(of({ colours: 2 })).toMatchObject({ palette: Uint8Array.from(colours.slice(0, 6)), pixelsAt: 62 });
    expect(of({ colours: 9 }).palette).toHaveLength(12);
    expect(of({ bits: 24 })).toMatchObject({ palette: new Uint8Array(0), pixelsAt: 54 });
    // The pixels begin within it: the other colours are black.
    expect(of({ pixelsAt: 62 })).toMatchObject({
      palette: Uint8Array.from([...colours.slice(0, 6), 0, 0, 0, 0, 0, 0]),
      pixelsAt: 62,
    });
    expect(of({ rest: rest.subarray(0, 7) }).palette).toEqual(
      Uint8Array.from([2, 1, 0, 6, 5, 4, 0, 0, 0, 0, 0, 0]),
    );
  });

  it('says where its pixels are, unless that is in the header itself', () => {
    expect(parseBmpHeader(headerOf({ pixelsAt: 100 })).pixelsAt).toBe(100);
    expect(parseBmpHeader(headerOf({ pixelsAt: 54 })).pixelsAt).toBe(54);
    expect(parseBmpHeader(headerOf({ pixelsAt: 53 })).pixelsAt).toBe(54);
    const core = Buffer.concat([coreHeader(3, 2, 1), Buffer.from([1, 2, 3, 4, 5, 6])]);
    expect(parseBmpHeader(core)).toMatchObject({
      palette: Uint8Array.from([3, 2, 1, 6, 5, 4]),
      pixelsAt: 32,
    });
  });
});
