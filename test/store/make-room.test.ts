import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRoom } from '../../src/store/make-room.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 7, 7);
const HOUR_MS = 60 * 60 * 1000;

it('deletes the oldest readings over the limit, and never a log or the newest segment of a process', async () => {
  const folder = await folderWith({
    'a-1.data': { bytes: 400, hoursOld: 3 },
    'a-1.log': { bytes: 100, hoursOld: 3 },
    'a-2.data': { bytes: 400, hoursOld: 1 },
    'a-10.data': { bytes: 400, hoursOld: 0 },
    'b-1.data': { bytes: 400, hoursOld: 2 },
    'b-2.data': { bytes: 400, hoursOld: 4 },
  });
  await makeRoom(folder, 1700, NOW);
  expect(await listed(folder)).toEqual(['a-1.log', 'a-10.data', 'a-2.data', 'b-1.data', 'b-2.data']);
  await makeRoom(folder, 1300, NOW);
  expect(await listed(folder)).toEqual(['a-1.log', 'a-10.data', 'a-2.data', 'b-2.data']);
  await makeRoom(folder, 0, NOW);
  expect(await listed(folder)).toEqual(['a-1.log', 'a-10.data', 'b-2.data']);
});

it('knows processes by names of any length', async () => {
  const folder = await folderWith({
    'node-7-process-12-1.data': { bytes: 400, hoursOld: 3 },
    'node-7-process-12-2.data': { bytes: 400, hoursOld: 2 },
  });
  await makeRoom(folder, 0, NOW);
  expect(await listed(folder)).toEqual(['node-7-process-12-2.data']);
});

it('deletes all that is older than the ids of a service are kept', async () => {
  const folder = await folderWith({
    'a-1.data': { bytes: 1, hoursOld: 51 },
    'a-1.log': { bytes: 1, hoursOld: 51 },
    'a-2.log': { bytes: 1, hoursOld: 49 },
  });
  await makeRoom(folder, 1e9, NOW);
  expect(await listed(folder)).toEqual(['a-2.log']);
});

it('leaves the files of others alone', async () => {
  const folder = await folderWith({
    'notes.txt': { bytes: 1000, hoursOld: 1000 },
    'photo-1.jpg': { bytes: 1000, hoursOld: 1000 },
    'a-1.log.bak': { bytes: 1000, hoursOld: 1000 },
    '-1.log': { bytes: 1000, hoursOld: 1000 },
  });
  await makeRoom(folder, 0, NOW);
  expect(await listed(folder)).toEqual(['-1.log', 'a-1.log.bak', 'notes.txt', 'photo-1.jpg']);
});

async function folderWith(
  files: Readonly<Record<string, { bytes: number; hoursOld: number }>>,
): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, { bytes, hoursOld }] of Object.entries(files)) {
    const file = join(folder, name);
    await writeFile(file, Buffer.alloc(bytes));
    const time = new Date(NOW - hoursOld * HOUR_MS);
    await utimes(file, time, time);
  }
  return folder;
}

async function listed(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}
