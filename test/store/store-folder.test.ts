import { chmod, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPIRY_MS } from '../../src/store/make-room.ts';
import {
  createRunFolder,
  deleteExpiredRuns,
  deleteRun,
  listRuns,
  readNote,
  writeNote,
} from '../../src/store/store-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the note of a run', () => {
  it('is found in its folder, and in no other', async () => {
    const temporary = await temporaryFolder();
    await writeNote(temporary, 'run-1', 'ä note');
    expect(await readNote(temporary, 'run-1')).toBe('ä note');
    expect(await readNote(temporary, 'run-2')).toBeNull();
  });
});

describe('the runs of a node', () => {
  it('are listed by their names', async () => {
    const temporary = await temporaryFolder();
    expect(await listRuns(temporary)).toEqual([]);
    await createRunFolder(temporary, 'run-1');
    await createRunFolder(temporary, 'run-2');
    expect((await listRuns(temporary)).toSorted()).toEqual(['run-1', 'run-2']);
  });

  it('are deleted whole, one at a time, and their common folder with the last', async () => {
    const temporary = await temporaryFolder();
    const folder = await createRunFolder(temporary, 'run-1');
    await writeFile(join(folder, 'a-1.log'), 'frames');
    await writeNote(temporary, 'run-2', 'note');
    await deleteRun(temporary, 'run-1');
    expect(await listRuns(temporary)).toEqual(['run-2']);
    await deleteRun(temporary, 'run-2');
    await expect(deleteRun(temporary, 'run-2')).resolves.toBeUndefined();
    expect(await readdir(temporary)).toEqual([]);
  });

  it('expire once nothing has been begun in them for longer than ids are kept', async () => {
    const temporary = await temporaryFolder();
    const [old, young] = [await createRunFolder(temporary, 'old'), await createRunFolder(temporary, 'young')];
    await writeFile(join(old, 'a-1.log'), 'frames');
    const now = Date.now();
    await utimes(old, new Date(now - EXPIRY_MS - 1000), new Date(now - EXPIRY_MS - 1000));
    await utimes(young, new Date(now - EXPIRY_MS + 1000), new Date(now - EXPIRY_MS + 1000));
    await deleteExpiredRuns(temporary, now);
    expect(await listRuns(temporary)).toEqual(['young']);
  });
});

it('a folder of a run is refused by name where others can write to that of all runs', async () => {
  const temporary = await temporaryFolder();
  const runs = join(temporary, 'parallel-run-ocr-store');
  await mkdir(runs);
  await chmod(runs, 0o777);
  await expect(createRunFolder(temporary, 'run')).rejects.toThrow(
    `${runs} is not a folder of this user that only this user can write to`,
  );
});

it('leaves nothing beside the folder of the runs', async () => {
  const temporary = await temporaryFolder();
  const folder = await createRunFolder(temporary, 'run');
  expect(await readdir(temporary)).toEqual(['parallel-run-ocr-store']);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});
