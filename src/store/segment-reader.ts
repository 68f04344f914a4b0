import { type FileHandle, open } from 'node:fs/promises';
import { decodeFrame, type Frame, frameLength, MAX_DATA_PAYLOAD } from './frame.ts';
import { scanFrames } from './scan-frames.ts';

/** Parsing so much takes a few milliseconds; between two slices the event loop has its turn. */
const SLICE_BYTES = 64 * 1024;

/** Larger than most readings: one read of the file gets them whole. */
const FIRST_READ_BYTES = 64 * 1024;

/**
 * Calls back with each whole frame of a log from `offset` on, and its offset.
 *
 * @returns the offset to go on from, when the log has grown
 */
export async function readLog(
  file: string,
  offset: number,
  onFrame: (frame: Frame, offset: number) => void,
): Promise<number> {
  const handle = await open(file);
  try {
    for (;;) {
      const bytes = await readAt(handle, offset, SLICE_BYTES);
      const from = offset;
      const consumed = scanFrames(bytes, (frame, at) => onFrame(frame, from + at));
      if (consumed === 0) return offset;
      offset += consumed;
    }
  } finally {
    await handle.close();
  }
}

/**
 * One frame of a log or of its data.
 *
 * @returns null where it is not there, or not whole
 */
export async function readFrame(file: string, offset: number): Promise<Frame | null> {
  const handle = await open(file);
  try {
    let bytes = await readAt(handle, offset, FIRST_READ_BYTES);
    const length = frameLength(bytes);
    if (length > FIRST_READ_BYTES && length <= MAX_DATA_PAYLOAD) {
      bytes = await readAt(handle, offset, length);
    }
    const frame = decodeFrame(bytes, 0, MAX_DATA_PAYLOAD);
    return typeof frame === 'string' ? null : frame;
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
