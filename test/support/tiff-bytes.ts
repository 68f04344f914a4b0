/** An image of grey, 8 bits, all of one brightness or of given pixels. */
export interface TiffImage {
  readonly width: number;
  readonly height: number;
  readonly grey: Buffer;
  readonly newSubfileType?: number;
  readonly subfileType?: number;
  /** TIFF's number; the pixels are stored as they are. */
  readonly compression?: number;
}

export interface TiffKind {
  readonly littleEndian: boolean;
  readonly big: boolean;
}

/** A TIFF of several images; `loop` leads from the last one back to the first. */
export function tiffBytes(
  images: readonly TiffImage[],
  { littleEndian, big }: TiffKind = { littleEndian: true, big: false },
  loop = false,
): Buffer {
  const parts: Buffer[] = [header(littleEndian, big)];
  let at = parts[0]!.length;
  const first = at;
  images.forEach((image, index) => {
    const entries = entriesOf(image);
    const size = (big ? 8 : 2) + entries.length * (big ? 20 : 12) + (big ? 8 : 4);
    const next = at + size + image.grey.length;
    const end = loop ? first : 0;
    parts.push(
      directory(entries, at + size, index < images.length - 1 ? next : end, { littleEndian, big }),
      image.grey,
    );
    at = next;
  });
  return Buffer.concat(parts);
}

const STRIP = 273;

function entriesOf({
  width,
  height,
  grey,
  newSubfileType,
  subfileType,
  compression = 1,
}: TiffImage): [number, number][] {
  const entries: [number, number | undefined][] = [
    [254, newSubfileType],
    [255, subfileType],
    [256, width],
    [257, height],
    [258, 8],
    [259, compression],
    [262, 1],
    [STRIP, 0],
    [277, 1],
    [278, height],
    [279, grey.length],
  ];
  return entries.flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value]]));
}

function header(littleEndian: boolean, big: boolean): Buffer {
  const bytes = Buffer.alloc(big ? 16 : 8);
  const put = writer(bytes, littleEndian);
  bytes.write(littleEndian ? 'II' : 'MM', 'latin1');
  put(2, 2, big ? 43 : 42);
  if (big) put(4, 2, 8);
  put(big ? 8 : 4, big ? 8 : 4, bytes.length);
  return bytes;
}

function directory(
  entries: readonly [number, number][],
  stripAt: number,
  next: number,
  { littleEndian, big }: TiffKind,
): Buffer {
  const [count, entry, value] = big ? [8, 20, 8] : [2, 12, 4];
  const bytes = Buffer.alloc(count + entries.length * entry + value);
  const put = writer(bytes, littleEndian);
  put(0, count, entries.length);
  entries.forEach(([tag, number], index) => {
    const at = count + index * entry;
    const isShort = tag !== 254 && tag !== STRIP && tag !== 279;
    put(at, 2, tag);
    put(at + 2, 2, isShort ? 3 : 4);
    put(at + 4, value, 1);
    put(at + 4 + value, isShort ? 2 : 4, tag === STRIP ? stripAt : number);
  });
  put(bytes.length - value, value, next);
  return bytes;
}

function writer(bytes: Buffer, littleEndian: boolean) {
  return (at: number, size: number, value: number): void => {
    const one = Buffer.alloc(8);
    one.writeBigUInt64LE(BigInt(value));
    const part = one.subarray(0, size);
    bytes.set(littleEndian ? part : part.toReversed(), at);
  };
}
