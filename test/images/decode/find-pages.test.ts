import sharp from 'sharp';
import { expect, it } from 'vitest';
import { findPages } from '../../../src/images/decode/find-pages.ts';
import { imageFile } from '../../../src/images/decode/image-file.ts';
import { tiffBytes } from '../../support/tiff-bytes.ts';

const frame = (background: string) => sharp({ create: { width: 30, height: 20, channels: 3, background } });
const png = (background: string): Promise<Buffer> => frame(background).png().toBuffer();
const animation = async (count: 2 | 3) =>
  sharp(await Promise.all(['#f00', '#0f0', '#00f'].slice(0, count).map(png)), { join: { animated: true } });
const pagesOf = (bytes: Buffer) => findPages(imageFile(bytes));

/** A chunk of an animated PNG before its pixels. */
async function animatedPng(): Promise<Buffer> {
  const bytes = await png('#f00');
  const at = bytes.indexOf('IDAT') - 4;
  const chunk = Buffer.alloc(20);
  chunk.writeUInt32BE(8);
  chunk.write('acTL', 4);
  return Buffer.concat([bytes.subarray(0, at), chunk, bytes.subarray(at)]);
}

/** A still image in a file that is also an image sequence. */
async function avifWithSequence(): Promise<Buffer> {
  const bytes = await frame('#f00').avif({ effort: 0 }).toBuffer();
  bytes.write('avis', bytes.indexOf('miaf'));
  return bytes;
}

it.each<[string, boolean, () => Promise<Buffer>]>([
  ['a GIF', false, () => frame('#f00').gif().toBuffer()],
  ['an animated GIF', true, async () => (await animation(3)).gif().toBuffer()],
  ['a WebP', false, () => frame('#f00').webp().toBuffer()],
  ['an animated WebP', true, async () => (await animation(2)).webp().toBuffer()],
  ['a PNG', false, () => png('#f00')],
  ['an animated PNG', true, animatedPng],
  ['an AVIF', false, () => frame('#f00').avif({ effort: 0 }).toBuffer()],
  ['an AVIF with a sequence', true, avifWithSequence],
  ['a JPEG', false, () => frame('#f00').jpeg().toBuffer()],
])('%s has one page; further frames: %s', async (_name, isAnimated, make) => {
  expect(await pagesOf(await make())).toEqual({ pages: [0], isAnimated });
});

it('a TIFF has the pages that are no copies', async () => {
  const image = { width: 2, height: 2, grey: Buffer.alloc(4) };
  const bytes = tiffBytes([image, { ...image, newSubfileType: 1 }, { ...image, newSubfileType: 2 }]);
  expect(await pagesOf(bytes)).toEqual({ pages: [0, 2], isAnimated: false });
});
