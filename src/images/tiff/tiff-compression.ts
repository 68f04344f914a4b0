/** Compressions that the image library decodes: none, CCITT, LZW, JPEG, Deflate, PackBits. */
const SUPPORTED = new Set([1, 2, 3, 4, 5, 7, 8, 32_773, 32_946]);

/** Source: https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml and libtiff's `tiff.h` */
const NAMES: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  9: 'JBIG',
  10: 'JBIG',
  34_661: 'JBIG',
  34_676: 'SGI LogLuv',
  34_677: 'SGI LogLuv',
  34_712: 'JPEG 2000',
  33_003: 'JPEG 2000',
  33_005: 'JPEG 2000',
  34_887: 'LERC',
  34_892: 'lossy JPEG (DNG)',
  34_925: 'LZMA',
  50_000: 'Zstandard',
  50_001: 'WebP',
  50_002: 'JPEG XL',
  52_546: 'JPEG XL',
};

/** The name of a compression that the image library does not decode; null of one that it does. */
export function unsupportedCompression(compression: number): string | null {
  if (SUPPORTED.has(compression)) return null;
  return NAMES[compression] ?? `number ${compression}`;
}
