import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeFrame, FRAME_KINDS } from '../../src/store/frame.ts';
import { SegmentFollowers } from '../../src/store/segment-followers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openFilesIn } from './open-files.ts';

const frame = encodeFrame({ kind: FRAME_KINDS.attempt, key: Buffer.alloc(16, 7), payload: Buffer.alloc(0) });
const frames = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => frame));

async function followed() {
  const folder = await temporaryFolder();
  const seen: [string, number][] = [];
  const followers = new SegmentFollowers({
    folder,
    isOwn: (segment) => segment.startsWith('own-'),
    onFrame: (_, segment, offset) => seen.push([segment, offset]),
  });
  return { folder, seen, followers, log: join(folder, 'a-1.log') };
}

it('tells each frame of the others once, with its place, however often it looks', async () => {
  const { folder, seen, followers, log } = await followed();
  await writeFile(log, frames(2));
  await writeFile(join(folder, 'own-1.log'), frames(1));
  await writeFile(join(folder, 'a-1.data'), frames(1));
  await writeFile(join(folder, 'notes.txt'), frames(1));
  await followers.readOn();
  await followers.readOn();
  expect(seen).toEqual([
    ['a-1', 0],
    ['a-1', frame.length],
  ]);
  await appendFile(log, frame);
  await followers.readOn();
  await followers.readOn();
  expect(seen.slice(2)).toEqual([['a-1', 2 * frame.length]]);
});

it('reads logs of any length to their ends, and has none open afterwards', async () => {
  const { folder, seen, followers, log } = await followed();
  await writeFile(log, frames(20_000));
  await followers.readOn();
  expect(seen).toHaveLength(20_000);
  expect(seen.at(-1)).toEqual(['a-1', 19_999 * frame.length]);
  expect(await openFilesIn(folder)).toEqual([]);
});

it('goes on with a frame that was not whole once it is', async () => {
  const { seen, followers, log } = await followed();
  await writeFile(log, frames(2).subarray(0, -1));
  await followers.readOn();
  expect(seen).toHaveLength(1);
  await appendFile(log, frame.subarray(-1));
  await followers.readOn();
  expect(seen).toHaveLength(2);
});
