import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeFrame, FRAME_KINDS, MAX_DATA_PAYLOAD } from '../../src/store/frame.ts';
import { readFrame } from '../../src/store/segment-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openFilesIn } from './open-files.ts';

const frameOf = (bytes: number): Buffer =>
  encodeFrame({
    kind: FRAME_KINDS.reading,
    key: Buffer.alloc(16, 7),
    payload: Buffer.alloc(bytes, 'a reading'),
  });

it.each([0, 64 * 1024 - 28, 64 * 1024 - 27, 300_000])(
  'reads a frame of %d bytes at its place',
  async (bytes) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'o-1.data');
    await writeFile(file, Buffer.concat([frameOf(100), frameOf(bytes), frameOf(5)]));
    const frame = await readFrame(file, frameOf(100).length);
    expect(frame?.payload.equals(Buffer.alloc(bytes, 'a reading'))).toBe(true);
    expect(await openFilesIn(folder)).toEqual([]);
  },
);

it('finds none where it is not whole, damaged, said to be too long, or not there', async () => {
  const file = join(await temporaryFolder(), 'o-1.data');
  const whole = frameOf(100);
  const tooLong = Buffer.from(whole);
  tooLong.writeUInt32LE(MAX_DATA_PAYLOAD + 1, 4);
  for (const bytes of [whole.subarray(0, -1), whole.subarray(1), tooLong, Buffer.alloc(0)]) {
    await writeFile(file, bytes);
    expect(await readFrame(file, 0)).toBeNull();
  }
  await writeFile(file, whole);
  expect(await readFrame(file, whole.length)).toBeNull();
  await expect(readFrame(`${file}.none`, 0)).rejects.toThrow('ENOENT');
});
