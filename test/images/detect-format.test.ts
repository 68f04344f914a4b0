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
