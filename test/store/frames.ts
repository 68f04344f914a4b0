import fc from 'fast-check';
import { KEY_BYTES, type Frame } from '../../src/store/frame.ts';

const bytes = (constraints: fc.IntArrayConstraints): fc.Arbitrary<Buffer> =>
  fc.uint8Array(constraints).map((array) => Buffer.from(array));

export const aKey = bytes({ minLength: KEY_BYTES, maxLength: KEY_BYTES });

export const aFrame: fc.Arbitrary<Frame> = fc.record({
  kind: fc.integer({ min: 1, max: 5 }),
  key: aKey,
  payload: bytes({ maxLength: 100 }),
});

/** A frame as text, so that two can be compared. */
export function plain({ kind, key, payload }: Frame): string {
  return [kind, key.toString('hex'), payload.toString('hex')].join(' ');
}
