import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeFrame } from '../../src/store/frame.ts';
import { scanFrames } from '../../src/store/scan-frames.ts';
import { aFrame, plain } from './frames.ts';

const someFrames = fc.array(aFrame, { minLength: 1, maxLength: 12 });

it('finds each frame, with its offset', () => {
  fc.assert(
    fc.property(someFrames, (frames) => {
      const pieces = frames.map(encodeFrame);
      const { found, offsets, consumed } = scan(Buffer.concat(pieces));
      expect(found).toEqual(frames.map(plain));
      expect(offsets).toEqual(pieces.map((_, index) => Buffer.concat(pieces.slice(0, index)).length));
      expect(consumed).toBe(Buffer.concat(pieces).length);
    }),
  );
});

it('reads a log that arrives in pieces as if it had come in one', () => {
  fc.assert(
    fc.property(someFrames, fc.array(fc.nat({ max: 60 })), (frames, sizes) => {
      const log = Buffer.concat(frames.map(encodeFrame));
      const found: string[] = [];
      let from = 0;
      let end = 0;
      for (const size of [...sizes, log.length]) {
        end = Math.min(log.length, end + size);
        from += scanFrames(log.subarray(from, end), (frame) => found.push(plain(frame)));
      }
      expect(found).toEqual(frames.map(plain));
    }),
  );
});

it('loses no frame but those that are damaged, and invents none', () => {
  const damage = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 50 }),
    added: fc.uint8Array({ maxLength: 50 }),
  });
  fc.assert(
    fc.property(someFrames, damage, (frames, { at, removed, added }) => {
      const pieces = frames.map(encodeFrame);
      const log = Buffer.concat(pieces);
      const start = at % log.length;
      const damaged = Buffer.concat([log.subarray(0, start), added, log.subarray(start + removed)]);
      const { found } = scan(Buffer.concat([damaged, Buffer.alloc(1024)]));
      let offset = 0;
      const whole = frames.filter((_, index) => {
        const begin = offset;
        offset += pieces[index]?.length ?? 0;
        return offset <= start || begin >= start + removed;
      });
      expect(found).toEqual(expect.arrayContaining(whole.map(plain)));
      expect(frames.map(plain)).toEqual(expect.arrayContaining(found));
    }),
    { numRuns: 500 },
  );
});

function scan(log: Buffer) {
  const found: string[] = [];
  const offsets: number[] = [];
  const consumed = scanFrames(log, (frame, offset) => {
    found.push(plain(frame));
    offsets.push(offset);
  });
  return { found, offsets, consumed };
}
