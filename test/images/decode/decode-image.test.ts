import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/images/decode/decode-image.ts';
import { decodingProblem } from '../../../src/images/decode/image-errors.ts';
import { imageFile } from '../../../src/images/decode/image-file.ts';
import { bmpBytes } from '../../support/bmp-bytes.ts';
import { tiffBytes } from '../../support/tiff-bytes.ts';

const [WIDTH, HEIGHT] = [240, 160];
const WHAT = { page: 0, maxPixels: 1_000_000 };

async function decode(bytes: Buffer) {
  return decodeImage(imageFile(bytes), WHAT, async (image) => {
    const { data, info } = await image
      .autoOrient()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height, rowBytes: info.width * info.channels };
  });
}

/** Stripes and a slope in each channel: no two rows are equal, and no damage looks like them. */
function picture(): Sharp {
  const pixels = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => {
      const [x, y] = [Math.floor(at / 3) % WIDTH, Math.floor(at / 3 / WIDTH)];
      return (at % 3) * 40 + ((x >> 4) % 2) * 70 + (y >> 1);
    }),
  );
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

function meanDifference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}

const cut = (bytes: Buffer, share: number): Buffer => bytes.subarray(0, Math.floor(bytes.length * share));

const JPEGS: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['JPEG', () => picture().jpeg().toBuffer()],
  ['progressive JPEG', () => picture().jpeg({ progressive: true }).toBuffer()],
  ['grey JPEG', () => picture().greyscale().jpeg().toBuffer()],
  ['CMYK JPEG', () => picture().toColourspace('cmyk').jpeg().toBuffer()],
];

describe.each(JPEGS)('a %s', (_name, make) => {
  it('without its end marker is whole', async () => {
    const bytes = await make();
    const { pixels, damage } = await decode(bytes.subarray(0, -2));
    expect(damage).toBeNull();
    expect(pixels.equals((await decode(bytes)).pixels)).toBe(true);
  });

  it.each([
    ['something after it', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('appended by a camera')])],
    ['a second image after it (MPO)', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    [
      'a few bytes too many before its end marker',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(5), bytes.subarray(-2)]),
    ],
  ])('with %s is whole', async (_what, change) => {
    const bytes = await make();
    const { pixels, damage } = await decode(change(bytes));
    expect(damage).toBeNull();
    expect(pixels.equals((await decode(bytes)).pixels)).toBe(true);
  });

  it.each([
    ['ends early', (bytes: Buffer) => bytes],
    ['has its end marker too early', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0xff, 0xd9])])],
  ])('that %s has its size, and says what is wrong', async (_what, end) => {
    const { width, height, damage } = await decode(end(cut(await make(), 0.7)));
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    expect(damage).toContain('premature end');
  });
});

/** What is stored row by row has its upper rows as in the whole image. */
it.each<[string, () => Promise<Buffer>]>([
  ['JPEG', () => picture().jpeg().toBuffer()],
  ['PNG', () => picture().png().toBuffer()],
  ['16-bit PNG', () => picture().toColourspace('rgb16').png().toBuffer()],
  ['palette PNG', () => picture().png({ palette: true, colours: 60 }).toBuffer()],
  ['lossy WebP', () => picture().webp().toBuffer()],
  ['GIF', () => picture().gif({ colours: 64 }).toBuffer()],
  [
    'TIFF',
    async () =>
      tiffBytes([{ width: WIDTH, height: HEIGHT, grey: await picture().greyscale().raw().toBuffer() }]),
  ],
])('a %s that ends early has its upper rows', async (_name, make) => {
  const bytes = await make();
  const [whole, part] = [await decode(bytes), await decode(cut(bytes, 0.75))];
  expect(whole.damage).toBeNull();
  expect(part.damage).not.toBeNull();
  const rows = whole.rowBytes * 16;
  expect(part.pixels.subarray(0, rows).equals(whole.pixels.subarray(0, rows))).toBe(true);
});

it.each([
  ['pixels', 14],
  ['tables', -40],
])('a progressive JPEG with broken %s in its second scan shows the first, and says so', async (_what, at) => {
  const bytes = await picture().jpeg({ progressive: true }).toBuffer();
  const scans = Array.from(bytes.toString('latin1').matchAll(/\xff\xda/g), ({ index }) => index);
  const broken = Buffer.from(bytes);
  broken.fill(0x55, scans[1]! + at, scans[1]! + at + 26);
  const { pixels, damage } = await decode(broken);
  expect(damage).not.toBeNull();
  const first = await decode(Buffer.concat([bytes.subarray(0, scans[1]), bytes.subarray(-2)]));
  expect(meanDifference(pixels, first.pixels)).toBeLessThan(30);
});

it('an interlaced PNG that ends early has its first passes', async () => {
  const bytes = await picture().png({ progressive: true }).toBuffer();
  const [whole, part] = [await decode(bytes), await decode(cut(bytes, 0.9))];
  expect(part.damage).not.toBeNull();
  const firstPass = (pixels: Buffer) =>
    [0, 8, 16].map((y) => pixels.subarray(y * WIDTH * 3, y * WIDTH * 3 + 3));
  expect(firstPass(part.pixels)).toEqual(firstPass(whole.pixels));
});

it('a BMP that ends early has what is in the file', async () => {
  const pixels = Array.from({ length: 100 }, () => [200, 0, 0, 255] as const);
  const bytes = bmpBytes(
    { width: 10, height: 10, pixels },
    { header: 40, bits: 24, topDown: true, masks: null },
  );
  expect((await decode(bytes)).damage).toBeNull();
  const { damage, pixels: found } = await decode(bytes.subarray(0, -64));
  expect(damage).toBe('2 of 10 rows of pixels are not in the file');
  expect([...found.subarray(0, 3), ...found.subarray(-3)]).toEqual([200, 0, 0, 128, 128, 128]);
});

it.each<[string, () => Promise<Buffer>]>([
  ['JPEG', () => picture().jpeg().toBuffer()],
  ['PNG', () => picture().png().toBuffer()],
  ['WebP', () => picture().webp({ lossless: true }).toBuffer()],
  ['AVIF', () => picture().avif({ effort: 0 }).toBuffer()],
])('a %s without any pixels is corrupt', async (_name, make) => {
  const bytes = await make();
  const head = Math.max(
    bytes.indexOf('\xff\xda', 0, 'latin1') + 14,
    bytes.indexOf('IDAT', 0, 'latin1') + 8,
    60,
  );
  await expect(decode(bytes.subarray(0, Math.min(head, bytes.length / 2)))).rejects.toMatchObject({
    code: 'corrupt_image',
  });
});

it.each([
  [50_000, 'Zstandard'],
  [34_925, 'LZMA'],
  [50_001, 'WebP'],
])('a TIFF with compression %i is rejected by its name, once', async (compression, name) => {
  const bytes = tiffBytes([{ width: 8, height: 8, grey: Buffer.alloc(64, 90), compression }]);
  const error: unknown = await decode(bytes).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'unsupported_format' });
  expect(String(error).split(name)).toHaveLength(2);
});

it('a TIFF that another program wrote with Zstandard is rejected by its name', async () => {
  await expect(decode(await readFile('test/fixtures/images/tiff-zstd.tiff'))).rejects.toMatchObject({
    code: 'unsupported_format',
    message: expect.stringContaining('Zstandard'),
  });
});

it('what the image library says many times is quoted once', () => {
  expect(decodingProblem(new Error('tiff: no ZSTD\ntiff: no ZSTD\ntiff: read error\n'))).toBe(
    'tiff: no ZSTD; tiff: read error',
  );
});

it.each(['bmp', 'png'] as const)(
  'a %s with too many pixels is rejected before it is decoded',
  async (format) => {
    const pixels = [[1, 2, 3, 255] as const];
    const bytes =
      format === 'png'
        ? await sharp({ create: { width: 1001, height: 1000, channels: 3, background: '#fff' } })
            .png()
            .toBuffer()
        : bmpBytes({ width: 1, height: 1, pixels }, { header: 40, bits: 24, topDown: false, masks: null });
    if (format === 'bmp') bytes.writeInt32LE(2_000_000_000, 18);
    await expect(decode(bytes)).rejects.toMatchObject({ code: 'image_too_large' });
  },
);

/** How the stored image is turned and mirrored, for each EXIF orientation, to be displayed upright again. */
const STORED: readonly (readonly [number, (image: Sharp) => Sharp])[] = [
  [1, (image) => image],
  [2, (image) => image.flop()],
  [3, (image) => image.rotate(180)],
  [4, (image) => image.flip()],
  [5, (image) => image.rotate(270).flop()],
  [6, (image) => image.rotate(270)],
  [7, (image) => image.rotate(90).flop()],
  [8, (image) => image.rotate(90)],
];

it.each(STORED)('EXIF orientation %i is displayed upright', async (orientation, store) => {
  const turned = await store(picture()).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = turned.info;
  const bytes = await sharp(turned.data, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const found = await decode(bytes);
  expect([found.width, found.height]).toEqual([WIDTH, HEIGHT]);
  expect(found.pixels.equals(await picture().raw().toBuffer())).toBe(true);
});
