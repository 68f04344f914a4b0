import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemError } from '../../../src/contract/errors.ts';
import { type BmpPixels, decodeBmp } from '../../../src/images/bmp/decode-bmp.ts';
import { type BmpKind, bmpBytes, type Picture } from '../../support/bmp-bytes.ts';

const HEADERS = [40, 52, 56, 108, 124] as const;
const TRUE_COLOUR = [0xff0000, 0xff00, 0xff, 0] as const;
const RGB565 = [0xf800, 0x7e0, 0x1f, 0] as const;
const ARGB = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
const ABGR = [0xff, 0xff00, 0xff0000, 0xff000000] as const;

const KINDS: readonly Omit<BmpKind, 'topDown'>[] = [
  ...([1, 4, 8, 24] as const).map((bits) => ({ header: 12, bits, masks: null }) as const),
  ...([1, 4, 8, 24] as const).map((bits) => ({ header: 64, bits, masks: null }) as const),
  ...HEADERS.flatMap((header) =>
    ([1, 2, 4, 8, 16, 24, 32] as const).map((bits) => ({ header, bits, masks: null })),
  ),
  ...HEADERS.map((header) => ({ header, bits: 16, masks: RGB565 }) as const),
  ...HEADERS.map((header) => ({ header, bits: 32, masks: TRUE_COLOUR }) as const),
  ...([40, 56, 108, 124] as const).flatMap((header) =>
    [ARGB, ABGR].map((masks) => ({ header, bits: 32, masks }) as const),
  ),
];

const pictures = (colours: number, step: number): fc.Arbitrary<Picture> =>
  fc
    .record({ width: fc.integer({ min: 1, max: 37 }), height: fc.integer({ min: 1, max: 9 }) })
    .chain(({ width, height }) => {
      const part = fc.integer({ min: 0, max: Math.floor(255 / step) }).map((value) => value * step);
      const colour = fc.tuple(part, part, part, fc.integer({ min: 1, max: 255 }));
      return fc.array(colour, { minLength: 1, maxLength: colours }).chain((known) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          pixels: fc.array(fc.constantFrom(...known), {
            minLength: width * height,
            maxLength: width * height,
          }),
        }),
      );
    });

/** Red, green and blue of all pixels. */
function coloursOf({ data, channels }: BmpPixels): number[] {
  return Array.from({ length: data.length / channels }, (_, pixel) => {
    const [red = 0, green = red, blue = red] =
      channels === 1 ? [data[pixel]] : data.subarray(pixel * channels, pixel * channels + 3);
    return [red, green, blue];
  }).flat();
}

describe.each(KINDS)('a BMP with a header of $header bytes, $bits bits, masks $masks', (kind) => {
  it.each([false, ...(kind.header === 12 ? [] : [true])])(
    'has the pixels that were written (top down: %s)',
    (topDown) => {
      const step = kind.bits === 16 ? 51 : 1;
      fc.assert(
        fc.property(pictures(2 ** Math.min(4, kind.bits), step), (picture) => {
          const decoded = decodeBmp(bmpBytes(picture, { ...kind, topDown }));
          expect(decoded).toMatchObject({ width: picture.width, height: picture.height, missingRows: 0 });
          const [wanted, found] = [picture.pixels.flatMap((pixel) => pixel.slice(0, 3)), coloursOf(decoded)];
          const tolerance = kind.bits === 16 ? 4 : 0;
          expect(found.length).toBe(wanted.length);
          expect(
            Math.max(...found.map((value, index) => Math.abs(value - wanted[index]!))),
          ).toBeLessThanOrEqual(tolerance);
          expect(decoded.channels === 4 ? decoded.data[3] : null).toBe(
            kind.masks?.[3] ? picture.pixels[0]![3] : null,
          );
        }),
        { numRuns: 5 },
      );
    },
  );
});

const KIND = { header: 40, bits: 24, topDown: false, masks: null } as const;
const red = (width: number, height: number): Picture => ({
  width,
  height,
  pixels: Array.from({ length: width * height }, () => [255, 0, 0, 255] as const),
});

/** The header of another file, with a compression. */
function compressed(bits: 4 | 8, width: number, height: number, codes: readonly number[]): Buffer {
  const file = bmpBytes({ ...red(1, 1), pixels: [[0, 0, 0, 0]] }, { ...KIND, bits });
  const head = Buffer.alloc(14 + 40 + 4 * 4);
  file.copy(head, 0, 0, 54);
  head.writeUInt32LE(head.length, 10);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt32LE(bits === 8 ? 1 : 2, 30);
  head.writeUInt32LE(4, 46);
  [0, 50, 100, 150].forEach((grey, index) => head.fill(grey, 54 + index * 4, 58 + index * 4));
  return Buffer.concat([head, Buffer.from(codes)]);
}

describe('run lengths', () => {
  it.each([
    ['runs', 8, [3, 1, 0, 0, 2, 2, 1, 3, 0, 1], [100, 100, 150, 50, 50, 50]],
    [
      'pixels as they are, padded to two bytes',
      8,
      [0, 3, 1, 2, 3, 0, 0, 0, 3, 2, 0, 1],
      [100, 100, 100, 50, 100, 150],
    ],
    ['a jump', 8, [1, 1, 0, 2, 1, 1, 1, 3, 0, 1], [0, 0, 150, 50, 0, 0]],
    ['two colours in turn', 4, [3, 0x12, 0, 0, 0, 3, 0x31, 0x20, 0, 1], [150, 50, 100, 50, 100, 50]],
  ] as const)('%s', (_name, bits, codes, greys) => {
    const { data, channels } = decodeBmp(compressed(bits, 3, 2, codes));
    expect(channels).toBe(1);
    expect([...data]).toEqual(greys);
  });

  it('of a file that ends early give the rows that it has', () => {
    const { data, missingRows } = decodeBmp(compressed(8, 3, 4, [3, 1, 0, 0, 3, 2]));
    expect(missingRows).toBe(2);
    expect([...data]).toEqual([128, 128, 128, 128, 128, 128, 100, 100, 100, 50, 50, 50]);
  });

  it('beyond the image are ignored', () => {
    expect([...decodeBmp(compressed(8, 2, 1, [9, 1, 0, 0, 9, 2, 0, 1])).data]).toEqual([50, 50]);
  });
});

describe('a BMP that ends early', () => {
  const whole = bmpBytes(red(4, 10), KIND);

  it('has the rows that are in the file, stored from the bottom up', () => {
    const { data, height, missingRows } = decodeBmp(whole.subarray(0, whole.length - 12 * 2));
    expect([height, missingRows]).toEqual([10, 2]);
    expect([data[0], data[2 * 12], data.at(-1), data.at(-3)]).toEqual([128, 255, 0, 255]);
  });

  it('needs no padding in its last row', () => {
    const odd = bmpBytes(red(3, 2), KIND);
    expect(decodeBmp(odd.subarray(0, odd.length - 3)).missingRows).toBe(0);
    expect(decodeBmp(odd.subarray(0, odd.length - 4)).missingRows).toBe(1);
  });

  it('is corrupt when it has less than a tenth of its rows', () => {
    const tall = bmpBytes(red(4, 30), KIND);
    expect(decodeBmp(tall.subarray(0, 54 + 12 * 3)).missingRows).toBe(27);
    expect(() => decodeBmp(tall.subarray(0, 54 + 12 * 2))).toThrow('has 2 of its 30 rows');
  });

  it.each([whole.length - 12 * 9.5, 60, 54, 40, 20])('after %d bytes is corrupt', (length) => {
    expect(() => decodeBmp(whole.subarray(0, length))).toThrow(
      expect.objectContaining({ code: 'corrupt_image' }),
    );
  });
});

describe('what no viewer needs', () => {
  const changed = (at: number, value: number): Buffer => {
    const file = bmpBytes(red(2, 2), KIND);
    file.writeUInt16LE(value, at);
    return file;
  };

  it.each([
    [30, 4, 'a JPEG inside'],
    [30, 5, 'a PNG inside'],
    [30, 11, 'CMYK colours'],
    [30, 1, 'compression 1 of 24 bits per pixel'],
    [28, 64, '64 bits per pixel'],
    [28, 0, '0 bits per pixel'],
  ])('(%i: %i) is rejected by its name, %s', (at, value, name) => {
    const decode = (): unknown => decodeBmp(changed(at, value));
    expect(decode).toThrow(expect.objectContaining({ code: 'unsupported_format' }));
    expect(decode).toThrow(name);
  });

  it('Huffman compression and RLE24 of OS/2 are rejected by their names', () => {
    for (const [bits, compression, name] of [
      [1, 3, 'Huffman'],
      [24, 4, 'RLE24'],
    ] as const) {
      const file = bmpBytes(red(2, 2), { ...KIND, header: 64, bits });
      file.writeUInt32LE(compression, 30);
      expect(() => decodeBmp(file)).toThrow(name);
    }
  });
});

it('an opacity of 0 throughout is none', () => {
  const picture = { ...red(2, 2), pixels: red(2, 2).pixels.map(() => [9, 8, 7, 0] as const) };
  const decoded = decodeBmp(bmpBytes(picture, { ...KIND, header: 124, bits: 32, masks: ARGB }));
  expect([decoded.channels, ...decoded.data.subarray(0, 3)]).toEqual([3, 9, 8, 7]);
});

it('whatever follows the signature is decoded or fails with an error of the image', () => {
  const bytes = bmpBytes(red(5, 5), { ...KIND, header: 124, bits: 8 });
  const changes = fc.array(fc.tuple(fc.integer({ min: 2, max: 70 }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(changes, fc.integer({ min: 2, max: bytes.length }), (changed, length) => {
      const hostile = Buffer.from(bytes.subarray(0, length));
      for (const [at, value] of changed) if (at < length) hostile[at] = value;
      expect(isDecodedOrRejected(hostile)).toBe(true);
    }),
  );
});

function isDecodedOrRejected(bytes: Buffer): boolean {
  try {
    const { data, width, height, channels } = decodeBmp(bytes);
    return data.length === width * height * channels;
  } catch (error) {
    return error instanceof ItemError;
  }
}
