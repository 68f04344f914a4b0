import { ItemError } from '../../contract/errors.ts';
import { tiffDirectories } from '../tiff/tiff-directories.ts';
import { unsupportedCompression } from '../tiff/tiff-compression.ts';
import { corruptImage, decodingProblem, unsupportedTiff } from './image-errors.ts';
import type { ImageFile } from './image-file.ts';
import { missingBytes, remainsOf, withEndMarker } from './remains.ts';

export interface DecodedPixels {
  /** Interleaved RGB. */
  readonly pixels: Uint8Array;
}

/** How much the image library puts up with; at `none` it shows what it could decode. */
export type FailOn = 'none' | 'truncated' | 'error' | 'warning';

type Decode<T> = (bytes: Buffer, failOn: FailOn) => Promise<T>;

/** libjpeg's warnings of pixels that are lost; it has others, of headers that do no harm. */
const LOST_PIXELS = /premature end|Huffman|arithmetic|instead of RST|before marker 0x(?!d9)/i;

/**
 * Decodes an image that is whole, or else what there is of it, as viewers do: all of a JPEG without its end marker, the
 * upper part of a file that ends early, an image with damage in the middle.
 *
 * @throws ItemError `corrupt_image` when nothing can be decoded, `unsupported_format` for a TIFF of another compression
 */
export async function withWhatIsThere<T extends DecodedPixels>(
  { bytes, format }: ImageFile,
  page: number,
  decode: Decode<T>,
): Promise<T & { readonly damage: string | null }> {
  const file = { bytes, format };
  const found = await decodeStrictly(file, decode);
  if (found.kind === 'decoded') return { ...found.page, damage: null };
  if (format === 'tiff') throwUnsupported(bytes, page);
  const whole = format === 'jpeg' ? await decodeWholeJpeg(decode, bytes, found.problem) : null;
  if (whole !== null) return { ...whole, damage: null };
  for (const remains of remainsOf(file)) {
    const part = await attempt(decode, remains, 'none');
    if (part.kind === 'failed' || isBlank(part.page.pixels)) continue;
    return { ...part.page, damage: decodingProblem(found.problem) };
  }
  throw corruptImage(found.problem);
}

type Attempt<T> =
  { readonly kind: 'decoded'; readonly page: T } | { readonly kind: 'failed'; readonly problem: unknown };

async function attempt<T>(decode: Decode<T>, bytes: Buffer, failOn: FailOn): Promise<Attempt<T>> {
  try {
    return { kind: 'decoded', page: await decode(bytes, failOn) };
  } catch (problem) {
    if (problem instanceof ItemError) throw problem;
    return { kind: 'failed', problem };
  }
}

function decodeStrictly<T>({ bytes, format }: ImageFile, decode: Decode<T>): Promise<Attempt<T>> {
  const missing = format === 'webp' ? missingBytes(bytes) : 0;
  if (missing > 0)
    return Promise.resolve({ kind: 'failed', problem: new Error(`the file ends ${missing} bytes early`) });
  return attempt(decode, bytes, format === 'jpeg' ? 'warning' : 'error');
}

/** A JPEG that lacks nothing but its end marker, or of which the library has something to say that does no harm. */
async function decodeWholeJpeg<T>(decode: Decode<T>, bytes: Buffer, problem: unknown): Promise<T | null> {
  const ended = await attempt(decode, withEndMarker(bytes), 'warning');
  if (ended.kind === 'decoded') return ended.page;
  if (LOST_PIXELS.test(decodingProblem(problem))) return null;
  const tolerated = await attempt(decode, bytes, 'truncated');
  return tolerated.kind === 'decoded' ? tolerated.page : null;
}

function throwUnsupported(tiff: Buffer, page: number): void {
  const compression = tiffDirectories(tiff)[page]?.compression ?? 1;
  const name = unsupportedCompression(compression);
  if (name !== null) throw unsupportedTiff(name);
}

/** All pixels are equal: the decoder has painted none. */
function isBlank(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at++) if (pixels[at] !== pixels[at - 3]) return false;
  return true;
}
