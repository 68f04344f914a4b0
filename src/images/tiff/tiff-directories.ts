/** One image of a TIFF. */
export interface TiffDirectory {
  /** TIFF's number of the compression; 1 is none. */
  readonly compression: number;
  /** A smaller copy of another image, or the transparency mask of one. */
  readonly isAuxiliary: boolean;
}

const TAGS = { newSubfileType: 254, subfileType: 255, compression: 259 } as const;
const SHORT = 3;
/** Bits of NewSubfileType. */
const [REDUCED, MASK] = [1, 4];
/** The value of the older SubfileType. */
const OLD_REDUCED = 2;
const MOST_DIRECTORIES = 65_536;

/**
 * The main directories of a TIFF or BigTIFF, in their order, as far as they can be read.
 *
 * Source: TIFF 6.0, sections 2 and 8; https://www.awaresystems.be/imaging/tiff/bigtiff.html
 */
export function tiffDirectories(bytes: Buffer): TiffDirectory[] {
  const found: TiffDirectory[] = [];
  const seen = new Set<number>();
  const reader = numbersOf(bytes);
  try {
    let at = reader.isBig ? reader.offset(8) : reader.offset(4);
    while (at > 0 && !seen.has(at) && found.length < MOST_DIRECTORIES) {
      seen.add(at);
      const { directory, next } = readDirectory(reader, at);
      found.push(directory);
      at = next;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

interface Numbers {
  readonly isBig: boolean;
  readonly short: (at: number) => number;
  readonly long: (at: number) => number;
  /** Of a place in the file: 4 bytes, 8 in a BigTIFF. */
  readonly offset: (at: number) => number;
}

function numbersOf(bytes: Buffer): Numbers {
  const isLittle = bytes[0] === 0x49;
  const short = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const isBig = short(2) === 43;
  const wide = (at: number): number =>
    Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return { isBig, short, long, offset: isBig ? wide : long };
}

function readDirectory(
  { isBig, short, long, offset }: Numbers,
  at: number,
): { readonly directory: TiffDirectory; readonly next: number } {
  const count = isBig ? offset(at) : short(at);
  const [first, size, valueAt] = isBig ? [at + 8, 20, 12] : [at + 2, 12, 8];
  let [compression, subfileType, oldType] = [1, 0, 0];
  for (let index = 0; index < count; index++) {
    const entry = first + index * size;
    const tag = short(entry);
    if (tag > TAGS.compression) break;
    const value = short(entry + 2) === SHORT ? short(entry + valueAt) : long(entry + valueAt);
    if (tag === TAGS.compression) compression = value;
    if (tag === TAGS.newSubfileType) subfileType = value;
    if (tag === TAGS.subfileType) oldType = value;
  }
  const isAuxiliary = (subfileType & (REDUCED | MASK)) !== 0 || oldType === OLD_REDUCED;
  return { directory: { compression, isAuxiliary }, next: offset(first + count * size) };
}
