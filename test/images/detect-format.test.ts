import { expect, it } from 'vitest';
import { detectFormat } from '../../src/images/detect-format.ts';
import { checkFormat } from '../../src/images/limits.ts';

const brand = (name: string): Buffer => Buffer.from(`\0\0\0\x18ftyp${name}\0\0\0\0mif1`, 'latin1');

it.each([
  ['avif', 'avif'],
  ['avis', 'animated avif'],
  ['heic', 'heif'],
  ['mif1', 'heif'],
  ['hevc', 'animated heif'],
  ['msf1', 'animated heif'],
  ['isom', null],
])('a file of brand %s is %s', (name, format) => {
  expect(detectFormat(brand(name))).toBe(format);
});

it('an animation is rejected by its name', () => {
  const limits = { formats: ['avif'], maxBytes: 1, minSide: 1, maxSide: 1, maxPixels: 1 } as const;
  expect(() => checkFormat(detectFormat(brand('avis')), limits)).toThrow(
    'The image is animated avif; this engine reads avif.',
  );
});

it.each([
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['RIFF....WEBP', 'webp'],
  ['RIFF....WAVE', null],
  ['....WEBPWEBP', null],
  [`BM${' '.repeat(24)}`, 'bmp'],
  [`BM${' '.repeat(23)}`, null],
  ['BM', null],
  ['%PDF-1.4', 'pdf'],
  [`${' '.repeat(1019)}%PDF-`, 'pdf'],
  [`${' '.repeat(1020)}%PDF-`, null],
  ['....ftyqavif', null],
  [' \xff\xd8\xff', null],
  ['', null],
])('%j is %s', (text, format) => {
  expect(detectFormat(Buffer.from(text, 'latin1'))).toBe(format);
});

it.each(['heix', 'heim', 'heis', 'hevx', 'hevm', 'hevs'])('the brand %s is one of HEIF', (name) => {
  expect(detectFormat(brand(name))).toMatch(/heif$/);
});
