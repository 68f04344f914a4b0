import { expect, it } from 'vitest';
import { leasedImage } from '../../src/batch/leased-image.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding, type TimeScope } from '../../src/flow/time-scope.ts';
import type { LoadedImage } from '../../src/images/image-content.ts';
import { contentOf, itemsOf } from '../support/items.ts';

const [item] = itemsOf(['/a.png']);
if (item === undefined) throw new Error('no item');
const content = contentOf(item);

/** An image in the only slot, and how often its file was read again. */
async function lease(again: LoadedImage = content) {
  const slots = createSlots(1);
  const { signal } = neverEnding();
  let loads = 0;
  const first = { loaded: content, slot: await slots.take(signal) };
  const image = leasedImage(first, async (given) => {
    const slot = await slots.take(given);
    loads += 1;
    return { loaded: again, slot };
  });
  /** Whether another image finds room. */
  const room = async (): Promise<'room' | 'no room'> => {
    const stop = new AbortController();
    const other = slots.take(stop.signal).then(
      (slot) => (slot(), 'room' as const),
      () => 'no room' as const,
    );
    setImmediate(() => stop.abort());
    return other;
  };
  return { image, loads: () => loads, room };
}

it('keeps its slot until its bytes have been used', async () => {
  const { image, loads, room } = await lease();
  const seen = await image.withBytes(async (bytes) => [bytes, await room()], neverEnding());
  expect(seen).toEqual([content.bytes, 'no room']);
  expect(await room()).toBe('room');
  expect(loads()).toBe(0);
});

it('reads its file again to be used again, in a slot that it gives back', async () => {
  const { image, loads, room } = await lease();
  await image.withBytes(() => Promise.resolve(), neverEnding());
  await expect(image.withBytes(() => Promise.reject(new Error('lost')), neverEnding())).rejects.toThrow(
    'lost',
  );
  expect(loads()).toBe(1);
  expect(await room()).toBe('room');
});

it('waits for a slot in time that is not its own', async () => {
  const { image } = await lease();
  let idle = 0;
  const scope: TimeScope = {
    ...neverEnding(),
    idle: (wait) => {
      idle += 1;
      return wait();
    },
  };
  await image.withBytes(() => Promise.resolve(), scope);
  expect(idle).toBe(0);
  await image.withBytes(() => Promise.resolve(), scope);
  expect(idle).toBe(1);
});

it('makes room when it is released, and reads its file again after that', async () => {
  const { image, loads, room } = await lease();
  image.release();
  image.release();
  expect(await room()).toBe('room');
  expect(await image.withBytes((bytes) => Promise.resolve(bytes), neverEnding())).toEqual(content.bytes);
  expect(loads()).toBe(1);
});

it('does not take another content for itself', async () => {
  const { image, room } = await lease({ ...content, sha256: 'cd'.repeat(32) });
  image.release();
  await expect(image.withBytes(() => Promise.resolve(), neverEnding())).rejects.toMatchObject({
    fault: 'transient',
    code: 'file_changed',
    message: expect.stringMatching(
      /^\/a\.png has changed .* Leave the data set as it is while a job runs\.$/,
    ),
  });
  expect(await room()).toBe('room');
});
