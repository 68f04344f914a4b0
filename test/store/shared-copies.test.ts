import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
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

it('writes each id and each reading to a file that only the owner can read, before it is closed', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  const name = KEY.toString('hex');
  const folder = join(mount, name.slice(0, 2));
  const large = Buffer.alloc(8 * 1024 * 1024, 'reading');
  node.addOperation(KEY, OPERATION);
  void node.addReading(KEY, large);
  await node.close();
  expect((await readdir(folder)).toSorted()).toEqual([`${name}.id`, `${name}.reading`]);
  for (const file of await readdir(folder)) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  expect((await (await nodeOn(mount)).reading(KEY))?.equals(large)).toBe(true);
});

it('takes no file for another kind, or for another key', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  node.addOperation(KEY, OPERATION);
  await node.addReading(KEY, Buffer.from('a reading, not an id'));
  await node.close();
  const file = join(mount, KEY.toString('hex').slice(0, 2), KEY.toString('hex'));
  await copyFile(`${file}.reading`, `${file}.id`);
  expect(await (await nodeOn(mount)).operation(KEY)).toBeNull();
  const other = Buffer.from(KEY);
  other[15] = (other[15] ?? 0) ^ 1;
  await copyFile(
    `${file}.reading`,
    join(mount, KEY.toString('hex').slice(0, 2), `${other.toString('hex')}.reading`),
  );
  expect(await (await nodeOn(mount)).reading(other)).toBeNull();
});

it('forgets an operation that no node knows', async () => {
  const node = await nodeOn(await temporaryFolder());
  node.forgetOperation(KEY);
  await expect(node.close()).resolves.toBeUndefined();
});

it('does not copy a reading that is too large', async () => {
  const mount = await temporaryFolder();
  const node = await nodeOn(mount);
  await node.addReading(KEY, Buffer.alloc(16 * 1024 * 1024 + 1));
  await node.close();
  expect(await readdir(mount)).toEqual([]);
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
