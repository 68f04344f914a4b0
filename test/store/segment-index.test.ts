import { expect, it } from 'vitest';
import { FRAME_KINDS } from '../../src/store/frame.ts';
import { decodeOperation, encodeOperation } from '../../src/store/operation-payload.ts';
import { SegmentIndex } from '../../src/store/segment-index.ts';

const KEY = Buffer.alloc(16, 7);

it('leaves aside what it does not understand', () => {
  const index = new SegmentIndex();
  index.add({ kind: FRAME_KINDS.attempt, key: KEY, payload: Buffer.alloc(0) }, 'a-1', 0);
  for (const [kind, bytes] of [
    [FRAME_KINDS.ended, 3],
    [FRAME_KINDS.ended, 8],
    [FRAME_KINDS.stored, 3],
    [FRAME_KINDS.stored, 8],
    [FRAME_KINDS.reading, 4],
    [99, 4],
  ] as const) {
    index.add({ kind, key: KEY, payload: Buffer.alloc(bytes, 1) }, 'a-1', 28);
  }
  expect(index.openAttempts(KEY)).toBe(1);
  expect([index.reading(KEY), index.operation(KEY)]).toEqual([null, null]);
});

it('knows the places of a key in several segments', () => {
  const index = new SegmentIndex();
  const offset = Buffer.alloc(4);
  offset.writeUInt32LE(500);
  index.add({ kind: FRAME_KINDS.operation, key: KEY, payload: Buffer.alloc(9) }, 'a-1', 28);
  index.add({ kind: FRAME_KINDS.stored, key: KEY, payload: offset }, 'b-1', 0);
  expect(index.operation(KEY)).toEqual({ segment: 'a-1', offset: 28 });
  expect(index.reading(KEY)).toEqual({ segment: 'b-1', offset: 500 });
  index.add({ kind: FRAME_KINDS.operation, key: KEY, payload: Buffer.alloc(9) }, 'b-1', 56);
  expect(index.operation(KEY)).toEqual({ segment: 'b-1', offset: 56 });
});

it('an operation without an id is none', () => {
  const operation = { id: 'ä', submittedAt: 1.5 };
  expect(decodeOperation(encodeOperation(operation))).toEqual(operation);
  expect(decodeOperation(encodeOperation({ ...operation, id: '' }))).toBeNull();
  expect(decodeOperation(Buffer.alloc(7))).toBeNull();
});
