import { FRAME_KINDS, type FrameKind, MAX_DATA_PAYLOAD } from './frame.ts';
import { decodeOperation, encodeOperation } from './operation-payload.ts';
import type { ReadingStore, StoreKey } from './reading-store.ts';
import { SegmentFollowers } from './segment-followers.ts';
import { SegmentIndex } from './segment-index.ts';
import { readFrame } from './segment-reader.ts';
import { dataFileOf, logFileOf } from './segment.ts';
import { SegmentWriter, type SegmentWriterOptions } from './segment-writer.ts';

/** Logs of other processes are looked at once in so long. */
const REFRESH_MS = 1000;

const EMPTY = Buffer.alloc(0);

/**
 * A store in append-only logs: each process writes its own, and reads those of the others. There are no locks, no
 * renames and no shared files, so that no process can harm another, whenever it is killed.
 */
export function logStore(options: SegmentWriterOptions): ReadingStore {
  const { folder, owner, now } = options;
  const index = new SegmentIndex();
  const writer = new SegmentWriter(options);
  const followers = new SegmentFollowers({
    folder,
    isOwn: (segment) => segment.startsWith(`${owner}-`),
    onFrame: (frame, segment, offset) => index.add(frame, segment, offset),
  });
  let refreshed = Number.NEGATIVE_INFINITY;
  let refreshing = Promise.resolve();

  const append = (kind: FrameKind, key: StoreKey, payload: Buffer = EMPTY): void => {
    const frame = { kind, key, payload };
    const written = writer.append(frame);
    // Not written, it still counts in this process.
    index.add(frame, written?.segment ?? '', written?.offset ?? 0);
  };

  const payloadAt = async (kind: FrameKind, key: StoreKey): Promise<Buffer | null> => {
    const ofReading = kind === FRAME_KINDS.reading;
    const place = ofReading ? index.reading(key) : index.operation(key);
    if (place === null) return null;
    const file = (ofReading ? dataFileOf : logFileOf)(folder, place.segment);
    const frame = await readFrame(file, place.offset).catch(() => null);
    return frame?.kind === kind && frame.key.equals(key) ? frame.payload : null;
  };

  return {
    refresh() {
      if (now() - refreshed >= REFRESH_MS) {
        refreshed = now();
        refreshing = refreshing.then(() => followers.readOn());
      }
      return refreshing;
    },
    openAttempts: (key) => index.openAttempts(key),
    beginAttempt: (key) => append(FRAME_KINDS.attempt, key),
    endAttempts: (key, count) => append(FRAME_KINDS.ended, key, uint32(count)),
    async operation(key) {
      const payload = await payloadAt(FRAME_KINDS.operation, key);
      return payload === null ? null : decodeOperation(payload);
    },
    addOperation: (key, operation) => append(FRAME_KINDS.operation, key, encodeOperation(operation)),
    forgetOperation: (key) => append(FRAME_KINDS.forgotten, key),
    reading: (key) => payloadAt(FRAME_KINDS.reading, key),
    async addReading(key, payload) {
      if (payload.length > MAX_DATA_PAYLOAD) return;
      const toPointer = (offset: number) => ({ kind: FRAME_KINDS.stored, key, payload: uint32(offset) });
      const written = await writer.appendData({ kind: FRAME_KINDS.reading, key, payload }, toPointer);
      if (written !== null) index.add(toPointer(written.offset), written.segment, 0);
    },
    async close() {
      await refreshing;
      await writer.close();
    },
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
