import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const CHUNK_HEAD = 8;
const CHUNK_END = 4;
/** Samples of a pixel by colour type: https://www.w3.org/TR/png-3/#table111 */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column and row of each pass of an interlaced image, and the steps to the next: https://www.w3.org/TR/png-3/#8InterlaceMethods */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
/** Of the pixels of an image that is mended. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A PNG that ends early, with zeros for the pixels that are missing: libpng drops up to 8 KB more, and all of an interlaced
 * image. Null when it has no pixels, or when it is damaged in another way.
 */
export function mendPng(bytes: Buffer): Buffer | null {
  const chunks = chunksOf(bytes);
  const [header] = chunks;
  const pixels = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (header?.type !== 'IHDR' || header.data.length < 13 || pixels.length === 0) return null;
  const size = pixelBytes(header.data);
  if (size > MOST_BYTES) return null;
  const found = inflated(Buffer.concat(pixels), size);
  if (found === null || found.length === 0) return null;
  const whole = Buffer.alloc(size);
  found.copy(whole);
  const before = chunks.slice(
    0,
    chunks.findIndex(({ type }) => type === 'IDAT'),
  );
  return Buffer.concat([
    bytes.subarray(0, SIGNATURE_BYTES),
    ...before.map(({ type, data }) => chunk(type, data)),
    chunk('IDAT', deflateSync(whole, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  /** Shorter than it should be in the last chunk of a file that ends early. */
  readonly data: Buffer;
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at + CHUNK_HEAD <= bytes.length;) {
    const end = at + CHUNK_HEAD + bytes.readUInt32BE(at);
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + CHUNK_HEAD, end),
    });
    at = end + CHUNK_END;
  }
  return chunks;
}

/** All rows of all passes, each with the byte that names its filter. */
function pixelBytes(header: Buffer): number {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bits = header[8]! * (SAMPLES[header[9]!] ?? 4);
  const rows = (columns: number, count: number): number =>
    columns === 0 ? 0 : count * (1 + Math.ceil((columns * bits) / 8));
  if (header[12] === 0) return rows(width, height);
  return PASSES.reduce(
    (sum, [left, top, right, down]) =>
      sum + rows(Math.ceil((width - left) / right), Math.ceil((height - top) / down)),
    0,
  );
}

/** What can be inflated before the data end. */
function inflated(data: Buffer, maxBytes: number): Buffer | null {
  try {
    return inflateSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxBytes });
  } catch {
    return null;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
