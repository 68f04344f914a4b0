import { crc32 } from 'node:zlib';

/** The first 16 bytes of a SHA-256 over all that decides a reading. */
export const KEY_BYTES = 16;

/** Magic, kind, version, length of the payload, checksum, key. */
export const HEADER_BYTES = 28;

/** The payload of a log's frame is an id, a place or nothing. */
const MAX_LOG_PAYLOAD = 512;

/** A larger reading is not stored. */
export const MAX_DATA_PAYLOAD = 16 * 1024 * 1024;

const MAGIC = Buffer.from([0x9d, 0x52]);
const VERSION = 1;
const LENGTH_AT = 4;
const CHECKSUM_AT = 8;
const KEY_AT = 12;

/** What a frame records. The numbers are on disk. */
export const FRAME_KINDS = {
  attempt: 1,
  operation: 2,
  stored: 3,
  forgotten: 4,
  reading: 5,
  ended: 6,
} as const;
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS];

/** A record of a log, complete in itself: its checksum covers all its bytes but the magic. */
export interface Frame {
  readonly kind: number;
  readonly key: Buffer;
  readonly payload: Buffer;
}

export function encodeFrame({ kind, key, payload }: Frame): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  MAGIC.copy(bytes);
  bytes[2] = kind;
  bytes[3] = VERSION;
  bytes.writeUInt32LE(payload.length, LENGTH_AT);
  key.copy(bytes, KEY_AT);
  payload.copy(bytes, HEADER_BYTES);
  bytes.writeUInt32LE(checksumOf(bytes), CHECKSUM_AT);
  return bytes;
}

/**
 * The frame that begins at `at`; its key and payload share the memory of `bytes`.
 *
 * @returns `incomplete` where `bytes` ends before the frame does, `damaged` where no frame begins
 */
export function decodeFrame(
  bytes: Buffer,
  at: number,
  maxPayload = MAX_LOG_PAYLOAD,
): Frame | 'incomplete' | 'damaged' {
  const header = bytes.subarray(at, at + HEADER_BYTES);
  if (!startsLikeMagic(header)) return 'damaged';
  if (header.length < HEADER_BYTES) return 'incomplete';
  const length = header.readUInt32LE(LENGTH_AT);
  if (header[3] !== VERSION || length > maxPayload) return 'damaged';
  const frame = bytes.subarray(at, at + HEADER_BYTES + length);
  if (frame.length < HEADER_BYTES + length) return 'incomplete';
  if (frame.readUInt32LE(CHECKSUM_AT) !== checksumOf(frame)) return 'damaged';
  return {
    kind: frame[2] ?? 0,
    key: frame.subarray(KEY_AT, KEY_AT + KEY_BYTES),
    payload: frame.subarray(HEADER_BYTES),
  };
}

/** The length in bytes that a frame's header states, header included; 0 where there is no header. */
export function frameLength(bytes: Buffer): number {
  return bytes.length < HEADER_BYTES ? 0 : HEADER_BYTES + bytes.readUInt32LE(LENGTH_AT);
}

/** Where the next frame may begin after damage at `at`; the last byte may be the first of a magic. */
export function nextMagic(bytes: Buffer, at: number): number {
  const next = bytes.indexOf(MAGIC, at + 1);
  return next === -1 ? Math.max(at + 1, bytes.length - 1) : next;
}

function startsLikeMagic(header: Buffer): boolean {
  return header.length > 0 && MAGIC.subarray(0, header.length).equals(header.subarray(0, MAGIC.length));
}

function checksumOf(frame: Buffer): number {
  return crc32(frame.subarray(KEY_AT), crc32(frame.subarray(MAGIC.length, CHECKSUM_AT)));
}
