import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { logStore } from '../../src/store/log-store.ts';
import type { ReadingStore } from '../../src/store/reading-store.ts';
import { readsBack, withSharedCopies } from '../../src/store/shared-copies.ts';
import { storeKey } from '../../src/store/store-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = storeKey(['content', 'read']);
const OPERATION = { id: 'a25fcb26-0c5f-4cf1-9c1c-dd9a5b1a5d7d', submittedAt: 1_800_000_000_000 };

it('shows ids and readings of one node to another', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  node.addOperation(KEY, OPERATION);
  await node.addReading(KEY, Buffer.from('reading'));
  await node.close();
  const other = await nodeOn(mount);
  expect(await other.operation(KEY)).toEqual(OPERATION);
  expect(String(await other.reading(KEY))).toBe('reading');
});

it('forgets an operation on all nodes', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  node.addOperation(KEY, OPERATION);
  await node.close();
  const second = await nodeOn(mount);
  second.forgetOperation(KEY);
  await second.close();
  expect(await (await nodeOn(mount)).operation(KEY)).toBeNull();
});

it('takes a file that is not whole for none', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  await node.addReading(KEY, Buffer.from('reading'));
  await node.close();
  const [folder = ''] = await readdir(mount);
  const [file = ''] = await readdir(join(mount, folder));
  const path = join(mount, folder, file);
  const whole = await readFile(path);
  await truncate(path, whole.length - 1);
  expect(await (await nodeOn(mount)).reading(KEY)).toBeNull();
  await writeFile(path, Buffer.concat([whole.subarray(0, -1), Buffer.from('!')]));
  expect(await (await nodeOn(mount)).reading(KEY)).toBeNull();
});

it('keeps the store of the node when the mount cannot be written', async () => {
  const file = join(await temporaryFolder(), 'a-file');
  await writeFile(file, '');
  const failures: unknown[] = [];
  const store = await nodeOn(file, (error) => failures.push(error));
  store.addOperation(KEY, OPERATION);
  await store.close();
  expect(await store.operation(KEY)).toEqual(OPERATION);
  expect(failures).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
});

it('finds out whether a mount returns what was written', async () => {
  const mount = await temporaryFolder();
  expect(await readsBack(mount, 'owner')).toBe(true);
  expect(await readdir(mount)).toEqual([]);
  await expect(readsBack(join(mount, 'none'), 'owner')).rejects.toThrow('ENOENT');
});

async function nodeOn(
  mount: string,
  onFailure: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<ReadingStore> {
  const folder = await temporaryFolder();
  const local = logStore({ folder, owner: 'node', now: () => performance.now(), onFailure });
  const store = withSharedCopies(local, mount, onFailure);
  onTestFinished(() => store.close());
  return store;
}
