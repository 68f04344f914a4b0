import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tiffDirectories } from '../../../src/images/tiff/tiff-directories.ts';
import { tiffPages } from '../../../src/images/tiff/tiff-pages.ts';
import { unsupportedCompression } from '../../../src/images/tiff/tiff-compression.ts';
import { tiffBytes, type TiffImage } from '../../support/tiff-bytes.ts';

const image = (facts: Partial<TiffImage> = {}): TiffImage => ({
  width: 2,
  height: 2,
  grey: Buffer.alloc(4),
  ...facts,
});
const KINDS = [true, false].flatMap((littleEndian) => [true, false].map((big) => ({ littleEndian, big })));

describe.each(KINDS)('a TIFF (little endian $littleEndian, BigTIFF $big)', (kind) => {
  const read = (images: readonly TiffImage[], loop = false) => tiffDirectories(tiffBytes(images, kind, loop));

  it('has a directory for each image, with its compression', () => {
    const found = read([image(), image({ compression: 50_000 }), image({ compression: 7 })]);
    expect(found.map(({ compression }) => compression)).toEqual([1, 50_000, 7]);
  });

  it.each([
    ['a smaller copy', { newSubfileType: 1 }],
    ['a smaller copy, in the old way', { subfileType: 2 }],
    ['a mask', { newSubfileType: 4 }],
    ['a mask of a smaller copy', { newSubfileType: 5 }],
  ])('%s is no page', (_name, facts) => {
    const found = read([image({ newSubfileType: 2 }), image(facts), image({ subfileType: 3 })]);
    expect(tiffPages(found)).toEqual([0, 2]);
  });

  it('ends where it leads back', () => {
    expect(read([image(), image()], true)).toHaveLength(2);
  });

  it('ends where the file ends', () => {
    const bytes = tiffBytes([image(), image()], kind);
    fc.assert(
      fc.property(fc.integer({ min: 4, max: bytes.length }), (length) => {
        expect(tiffDirectories(bytes.subarray(0, length)).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

it('of copies alone, the first is the page', () => {
  expect(
    tiffPages(tiffDirectories(tiffBytes([image({ newSubfileType: 1 }), image({ newSubfileType: 1 })]))),
  ).toEqual([0]);
  expect(tiffPages([])).toEqual([0]);
});

it('names what the image library does not decode', () => {
  expect([1, 4, 5, 7, 8, 32_773].map(unsupportedCompression)).toEqual(Array.from({ length: 6 }, () => null));
  expect([50_000, 34_925, 34_661, 12_345].map(unsupportedCompression)).toEqual([
    'Zstandard',
    'LZMA',
    'JBIG',
    'number 12345',
  ]);
});
