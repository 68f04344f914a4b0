import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { mendPng } from '../../../src/images/decode/mend-png.ts';
import {
  missingBytes,
  remainsOf,
  withEndMarker,
  withMissingBytes,
} from '../../../src/images/decode/remains.ts';

const NOISE = { type: 'gaussian', mean: 128, sigma: 60 } as const;
const speckled = (channels: 3 | 4 = 3) =>
  sharp({ create: { width: 61, height: 47, channels, background: 'grey', noise: NOISE } });
const pixelsOf = async (bytes: Buffer) => sharp(bytes).raw().toBuffer({ resolveWithObject: true });

describe('a PNG that ends early', () => {
  const KINDS = [
    ['plain', (png: Sharp) => png.png()],
    ['interlaced', (png: Sharp) => png.png({ progressive: true })],
    ['grey', (png: Sharp) => png.greyscale().png()],
    ['of a palette', (png: Sharp) => png.png({ palette: true, colours: 4 })],
    ['with opacity', (png: Sharp) => png.ensureAlpha(0.5).png()],
    ['of 16 bits', (png: Sharp) => png.toColourspace('rgb16').png()],
  ] as const;

  it.each(KINDS)('%s, has its size and the pixels that are there', async (kind, encode) => {
    const whole = await encode(speckled()).toBuffer();
    const original = await pixelsOf(whole);
    for (const share of [0.3, 0.6, 0.9]) {
      const mended = mendPng(whole.subarray(0, Math.floor(share * whole.length)));
      const { data, info } = await pixelsOf(mended!);
      expect([info.width, info.height, info.channels]).toEqual([61, 47, original.info.channels]);
      const rows = kind === 'interlaced' ? 0 : Math.floor(47 * share * 0.6);
      const bytes = rows * 61 * info.channels;
      expect(data.subarray(0, bytes).equals(original.data.subarray(0, bytes))).toBe(true);
      expect(data.equals(original.data)).toBe(false);
    }
  });

  it.each(KINDS)('%s, is as it was where only its end is missing', async (_, encode) => {
    const whole = await encode(speckled()).toBuffer();
    const mended = mendPng(whole.subarray(0, -12));
    expect((await pixelsOf(mended!)).data.equals((await pixelsOf(whole)).data)).toBe(true);
  });

  it('is nothing without a header, without pixels, or with damaged ones', async () => {
    const whole = await speckled().png().toBuffer();
    const pixelsAt = whole.indexOf('IDAT', 0, 'latin1');
    expect(mendPng(whole.subarray(0, 20))).toBeNull();
    expect(mendPng(whole.subarray(0, pixelsAt - 4))).toBeNull();
    expect(mendPng(whole.subarray(0, pixelsAt + 4))).toBeNull();
    expect(mendPng(Buffer.alloc(0))).toBeNull();
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, pixelsAt + 4, pixelsAt + 40);
    expect(mendPng(damaged)).toBeNull();
    const renamed = Buffer.from(whole);
    renamed.write('XHDR', 12, 'latin1');
    expect(mendPng(renamed)).toBeNull();
  });

  it('is nothing where its pixels would take too much memory', async () => {
    const whole = await speckled().png().toBuffer();
    const huge = Buffer.from(whole);
    huge.writeUInt32BE(20_000, 16);
    huge.writeUInt32BE(20_000, 20);
    expect(mendPng(huge)).toBeNull();
  });
});

describe('a WebP that ends early', () => {
  it('has zeros for what its first chunk says is missing', async () => {
    const whole = await speckled().webp().toBuffer();
    expect(missingBytes(whole)).toBe(0);
    const cut = whole.subarray(0, -100);
    expect(missingBytes(cut)).toBe(100);
    const filled = withMissingBytes(cut, 'webp');
    expect(filled).toHaveLength(whole.length);
    expect(filled.subarray(-100).equals(Buffer.alloc(100))).toBe(true);
    expect(withMissingBytes(whole, 'webp')).toBe(whole);
    expect(withMissingBytes(cut, 'png')).toBe(cut);
  });

  it('is left as it is where its header is missing, or more than 64 MiB are', () => {
    expect(missingBytes(Buffer.alloc(11))).toBe(0);
    const header = (missing: number): Buffer => {
      const bytes = Buffer.from('RIFF....WEBP', 'latin1');
      bytes.writeUInt32LE(missing + 4, 4);
      return bytes;
    };
    const most = 64 * 1024 * 1024;
    expect(withMissingBytes(header(most), 'webp').length).toBe(most + 12);
    expect(withMissingBytes(header(most + 1), 'webp').length).toBe(12);
  });
});

describe('what is tried in place of a damaged file', () => {
  const tried = (bytes: Buffer, format: 'png' | 'jpeg' | 'gif') => Array.from(remainsOf({ bytes, format }));

  it('is the mended PNG, then the file itself', async () => {
    const cut = (await speckled().png().toBuffer()).subarray(0, -100);
    expect(tried(cut, 'png')).toEqual([mendPng(cut), cut]);
    expect(tried(Buffer.from('no PNG'), 'png')).toEqual([Buffer.from('no PNG')]);
  });

  it('is a JPEG with fewer and fewer of its scans, which never begins after its first', async () => {
    const jpeg = await speckled().jpeg({ progressive: true }).toBuffer();
    const [itself, ...fewer] = tried(jpeg, 'jpeg');
    expect(itself).toBe(jpeg);
    expect(fewer.length).toBeGreaterThan(3);
    const lengths = fewer.map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    for (const each of fewer) {
      expect(each.equals(withEndMarker(jpeg.subarray(0, each.length - 2)))).toBe(true);
      expect(each.indexOf('\xff\xda', 0, 'latin1')).toBeGreaterThan(0);
      expect(jpeg.readUInt8(each.length - 2)).toBe(0xff);
    }
    expect(tried(await speckled().jpeg().toBuffer(), 'jpeg')).toHaveLength(1);
  });

  it('is any other file as it is', () => {
    expect(tried(Buffer.from('GIF89a'), 'gif')).toEqual([Buffer.from('GIF89a')]);
  });
});
