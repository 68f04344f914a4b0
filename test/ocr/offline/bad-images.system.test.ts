import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ItemError } from '../../../src/contract/errors.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { builtEngine } from './built-engine.ts';
import { readWith, textOf } from './read-bytes.ts';
import { bmpBytes } from '../../support/bmp-bytes.ts';
import { pdfBytes } from '../../support/pdf-bytes.ts';
import { tiffBytes } from '../../support/tiff-bytes.ts';
import { draw, drawPlate } from './drawing.ts';

const PLATE = 'KL55R2473';
const plate = (): Promise<Buffer> => drawPlate(PLATE).png().toBuffer();

let engines: Readonly<Record<'en' | 'de', OcrEngine>>;
beforeAll(async () => {
  const [en, de] = await Promise.all([builtEngine('en'), builtEngine('de')]);
  engines = { en, de };
});
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())));

describe.each(['en', 'de'] as const)('the offline engine for %s', (language) => {
  let engine: OcrEngine;
  beforeAll(() => {
    engine = engines[language];
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['no bytes', async () => Buffer.alloc(0)],
    [
      'random bytes',
      async () => Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7919) % 251)),
    ],
    ['text', async () => Buffer.from('this is not an image')],
    ['a PNG without pixels', async () => (await plate()).subarray(0, 60)],
    ['a JPEG without pixels', async () => (await drawPlate(PLATE).jpeg().toBuffer()).subarray(0, 150)],
  ])('%s fails that image only, with a reason', async (_name, make) => {
    const error: unknown = await readWith(engine, await make()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: 'corrupt_image', fault: 'item', cause: expect.any(Error) });
    expect(textOf(await readWith(engine, await plate()))).not.toBe('');
  });

  it('rejects 900 megapixels before it decodes them', async () => {
    const reading = readWith(engine, hugePng(30_000, 30_000));
    await expect(reading).rejects.toMatchObject({ code: 'image_too_large' });
    await expect(reading).rejects.toThrow('900000000 pixels');
  });

  it.each([
    [1, 1],
    [2, 3],
    [1, 400],
    [400, 1],
  ])('%i x %i pixels hold no text and do no harm', async (width, height) => {
    const dot = sharp({ create: { width, height, channels: 3, background: 'gray' } });
    expect(textOf(await readWith(engine, await dot.png().toBuffer()))).toBe('');
  });
});

describe('every kind of pixel', () => {
  let engine: OcrEngine;
  beforeAll(() => {
    engine = engines.en;
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['CMYK JPEG', () => drawPlate(PLATE).toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit PNG', () => drawPlate(PLATE).toColourspace('rgb16').png().toBuffer()],
    ['16-bit grey PNG', () => drawPlate(PLATE).toColourspace('grey16').png().toBuffer()],
    ['grey JPEG', () => drawPlate(PLATE).greyscale().jpeg().toBuffer()],
    ['palette PNG', () => drawPlate(PLATE).png({ palette: true, colours: 4 }).toBuffer()],
    [
      'transparent PNG',
      async () =>
        sharp(await plate())
          .unflatten()
          .png()
          .toBuffer(),
    ],
    [
      'black-and-white TIFF',
      () => drawPlate(PLATE).threshold().toColourspace('b-w').tiff({ bitdepth: 1 }).toBuffer(),
    ],
    ['WebP', () => drawPlate(PLATE).webp().toBuffer()],
    ['AVIF', () => drawPlate(PLATE).avif().toBuffer()],
    [
      'animated GIF',
      async () =>
        sharp([await plate(), await drawPlate('ZZ99').resize(310, 66).png().toBuffer()], {
          join: { animated: true },
        })
          .gif()
          .toBuffer(),
    ],
  ])('%s', async (_name, make) => {
    const reading = await readWith(engine, await make());
    expect(reading.pages).toHaveLength(1);
    expect(textOf(reading).replaceAll(/[^A-Z0-9]/g, '')).toBe(PLATE);
  });

  it('reads an EXIF-turned image as it is displayed', async () => {
    const upright = await readWith(engine, await plate());
    const bytes = await sharp(await plate())
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    const reading = await readWith(engine, bytes);
    expect(textOf(reading)).toBe(textOf(upright));
    expect(reading.pages[0]).toMatchObject({
      width: upright.pages[0]!.width,
      height: upright.pages[0]!.height,
    });
    expect(reading.pages[0]!.lines[0]!.box).toEqual(upright.pages[0]!.lines[0]!.box);
  });

  it('reads every page of a TIFF', async () => {
    const pages = await Promise.all(['AB12', 'CD34', 'EF56'].map((text) => drawPlate(text).png().toBuffer()));
    const reading = await readWith(
      engine,
      await sharp(pages, { join: { animated: true } })
        .tiff()
        .toBuffer(),
    );
    expect(reading.pages.map(({ page, lines }) => [page, lines[0]?.text])).toEqual([
      [1, 'AB12'],
      [2, 'CD34'],
      [3, 'EF56'],
    ]);
  });

  it('leaves out the pages of a TIFF that are smaller copies of others', async () => {
    const page = async (text: string, newSubfileType: number) => {
      const drawn = drawPlate(text).greyscale().toColourspace('b-w').raw();
      const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
      return { grey: data, width: info.width, height: info.height, newSubfileType };
    };
    const pages = await Promise.all([page('AB12', 2), page('AB12', 1), page('CD34', 2)]);
    const reading = await readWith(engine, tiffBytes(pages));
    expect(reading.pages.map(({ page: number, lines }) => [number, lines[0]?.text])).toEqual([
      [1, 'AB12'],
      [2, 'CD34'],
    ]);
  });

  it.each<[string, string, () => Promise<Buffer>]>([
    [
      'animated GIF',
      'frames_not_read',
      async () =>
        sharp([await plate(), await drawPlate('XX99XX999').png().toBuffer()], { join: { animated: true } })
          .gif()
          .toBuffer(),
    ],
    ['PNG that ends early', 'incomplete_image', async () => cutOff(await drawTall().png().toBuffer())],
    ['WebP that ends early', 'incomplete_image', async () => cutOff(await drawTall().webp().toBuffer())],
    ['JPEG that ends early', 'incomplete_image', async () => cutOff(await drawTall().jpeg().toBuffer())],
  ])('warns of a %s', async (_name, code, make) => {
    const reading = await readWith(engine, await make());
    expect(reading.warnings).toMatchObject([{ code }]);
    expect(textOf(reading).replaceAll(/[^A-Z0-9]/g, '')).toBe(PLATE);
  });

  it('reads the pages of a PDF', async () => {
    const reading = await readWith(engine, pdfBytes([PLATE, 'ROOM 104']));
    expect(reading.pages.map(({ unit, lines }) => [unit, lines[0]?.text])).toEqual([
      ['inch', PLATE],
      ['inch', 'ROOM 104'],
    ]);
  });

  it('reads a BMP of any depth', async () => {
    const { data, info } = await drawPlate(PLATE).raw().toBuffer({ resolveWithObject: true });
    const pixels = Array.from({ length: info.width * info.height }, (_, at) => {
      const value = data[at * 3]! < 128 ? 0 : 255;
      return [value, value, value, 255] as const;
    });
    for (const bits of [1, 8, 32] as const) {
      const bytes = bmpBytes({ ...info, pixels }, { header: 40, bits, topDown: bits === 8, masks: null });
      expect(textOf(await readWith(engine, bytes)).replaceAll(/[^A-Z0-9]/g, '')).toBe(PLATE);
    }
  });

  it('reads a strip that is 160 times as wide as high', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => String(1000 + index * 7));
    const strip = draw({ width: 9600, height: 60, lines: [numbers.join('     ')], fontSize: 40 });
    const reading = await readWith(engine, await strip.png().toBuffer());
    const found = new Set(Array.from(textOf(reading).matchAll(/\d{4}/g), String));
    expect(numbers.filter((number) => found.has(number)).length).toBeGreaterThanOrEqual(38);
  });

  it('reads 144 megapixels in bounded time', async () => {
    const large = drawPlate(PLATE)
      .resize(3000, 640)
      .extend({ bottom: 11_360, right: 9000, background: 'white' });
    const reading = await readWith(engine, await large.png().toBuffer());
    expect(reading.pages[0]).toMatchObject({ width: 12_000, height: 12_000 });
    expect(textOf(reading).replaceAll(/[^A-Z0-9]/g, '')).toBe(PLATE);
  });

  it('gives boxes in pixels of the file though it reads a smaller copy', async () => {
    const bytes = await drawPlate(PLATE).resize(6200, 1320).png().toBuffer();
    const [page] = (await readWith(engine, bytes)).pages;
    expect(page).toMatchObject({ width: 6200, height: 1320 });
    const [left, , right] = page!.lines[0]!.box;
    expect(right - left).toBeGreaterThan(3000);
  });
});

it('an item error is an item error on both sides of the thread', async () => {
  const error: unknown = await readWith(engines.en, Buffer.from('x')).catch((reason: unknown) => reason);
  expect(Object.getPrototypeOf(error).constructor.name).toBe(ItemError.name);
});

/** The plate, and much below it. */
function drawTall() {
  const lines = [PLATE, ...Array.from({ length: 5 }, () => 'and more')];
  return draw({ width: 320, height: 400, lines, fontSize: 40 });
}

function cutOff(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * 0.4));
}

/** The header of a PNG of that size, with a first row that does not matter. */
function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(width + 1));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
