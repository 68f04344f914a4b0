import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type Frame, frameLength, HEADER_BYTES } from '../../src/store/frame.ts';
import { aFrame, plain } from './frames.ts';

describe('a frame', () => {
  it('is read as it was written, wherever it begins', () => {
    fc.assert(
      fc.property(aFrame, fc.uint8Array({ maxLength: 40 }), (frame, before) => {
        const bytes = encodeFrame(frame);
        const read = decodeFrame(Buffer.concat([before, bytes]), before.length);
        expect(plain(read as Frame)).toEqual(plain(frame));
        expect(frameLength(bytes)).toBe(bytes.length);
      }),
    );
  });

  it('is incomplete at every length but its own', () => {
    fc.assert(
      fc.property(aFrame, fc.nat(), (frame, at) => {
        const bytes = encodeFrame(frame);
        expect(decodeFrame(bytes.subarray(0, 1 + (at % (bytes.length - 1))), 0)).toBe('incomplete');
      }),
    );
  });

  it('is not read when any of its bytes has changed', () => {
    fc.assert(
      fc.property(aFrame, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, at, change) => {
        const bytes = encodeFrame(frame);
        const position = at % bytes.length;
        bytes[position] = (bytes[position] ?? 0) ^ change;
        expect(decodeFrame(bytes, 0)).toBeTypeOf('string');
      }),
    );
  });

  it('is damaged when its length cannot be true', () => {
    const bytes = encodeFrame({ kind: 1, key: Buffer.alloc(16), payload: Buffer.alloc(0) });
    bytes.writeUInt32LE(513, 4);
    expect(decodeFrame(bytes, 0)).toBe('damaged');
    expect(bytes).toHaveLength(HEADER_BYTES);
  });

  it('has as much in it as is accepted, and is of this version', () => {
    const bytes = encodeFrame({ kind: 1, key: Buffer.alloc(16), payload: Buffer.alloc(512) });
    expect(decodeFrame(bytes, 0)).toMatchObject({ kind: 1 });
    bytes[3] = 2;
    bytes.writeUInt32LE(crc32(bytes.subarray(12), crc32(bytes.subarray(2, 8))), 8);
    expect(decodeFrame(bytes, 0)).toBe('damaged');
  });

  it('has no length before its header is whole', () => {
    expect(frameLength(Buffer.alloc(HEADER_BYTES - 1))).toBe(0);
    expect(frameLength(Buffer.alloc(HEADER_BYTES))).toBe(HEADER_BYTES);
  });
});
