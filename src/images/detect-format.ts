import type { ImageFormat } from './format.ts';

/** Detects the format by content, never by name; null when it is not one of `IMAGE_FORMATS`. */
export function detectFormat(bytes: Buffer): ImageFormat | null {
  return SIGNATURES.find(({ matches }) => matches(bytes))?.format ?? null;
}

const startsWith =
  (...prefixes: string[]) =>
  (bytes: Buffer): boolean =>
    prefixes.some((prefix) => bytes.toString('latin1', 0, prefix.length) === prefix);

/** ISO base media files name their format in the brands of their first box (ISO/IEC 14496-12, 4.3). */
const hasBrand =
  (...brands: string[]) =>
  (bytes: Buffer): boolean =>
    bytes.toString('latin1', 4, 8) === 'ftyp' && brands.includes(bytes.toString('latin1', 8, 12));

const SIGNATURES: readonly { format: ImageFormat; matches: (bytes: Buffer) => boolean }[] = [
  { format: 'jpeg', matches: startsWith('\xff\xd8\xff') },
  { format: 'png', matches: startsWith('\x89PNG\r\n\x1a\n') },
  { format: 'gif', matches: startsWith('GIF87a', 'GIF89a') },
  { format: 'tiff', matches: startsWith('II*\0', 'MM\0*', 'II+\0', 'MM\0+') },
  {
    format: 'webp',
    matches: (bytes) => startsWith('RIFF')(bytes) && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
  { format: 'bmp', matches: (bytes) => startsWith('BM')(bytes) && bytes.length >= 26 },
  { format: 'avif', matches: hasBrand('avif') },
  { format: 'animated avif', matches: hasBrand('avis') },
  { format: 'heif', matches: hasBrand('heic', 'heix', 'heim', 'heis', 'mif1') },
  { format: 'animated heif', matches: hasBrand('hevc', 'hevx', 'hevm', 'hevs', 'msf1') },
  // The header may follow up to 1,024 bytes of anything (ISO 32000-1, Annex H, note 13).
  { format: 'pdf', matches: (bytes) => bytes.toString('latin1', 0, 1024).includes('%PDF-') },
];
