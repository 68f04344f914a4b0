import { decodeFrame, type Frame, HEADER_BYTES, nextMagic } from './frame.ts';

/**
 * Calls back with each whole frame of a piece of a log, and its offset in the piece. Damage is skipped up to the next
 * whole frame.
 *
 * @returns the number of bytes that need not be looked at again; the rest may be a frame that is still being written
 */
export function scanFrames(bytes: Buffer, onFrame: (frame: Frame, offset: number) => void): number {
  let at = 0;
  while (at < bytes.length) {
    const frame = decodeFrame(bytes, at);
    if (frame === 'incomplete') break;
    if (frame === 'damaged') {
      at = nextMagic(bytes, at);
      continue;
    }
    onFrame(frame, at);
    at += HEADER_BYTES + frame.payload.length;
  }
  return Math.min(at, bytes.length);
}
