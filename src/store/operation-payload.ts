import type { PaidOperation } from './reading-store.ts';

const TIME_BYTES = 8;

export function encodeOperation({ id, submittedAt }: PaidOperation): Buffer {
  const payload = Buffer.alloc(TIME_BYTES + Buffer.byteLength(id));
  payload.writeDoubleLE(submittedAt);
  payload.write(id, TIME_BYTES);
  return payload;
}

export function decodeOperation(payload: Buffer): PaidOperation | null {
  if (payload.length <= TIME_BYTES) return null;
  return { submittedAt: payload.readDoubleLE(0), id: payload.toString('utf8', TIME_BYTES) };
}
