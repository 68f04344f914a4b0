import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/files/make-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('makes a folder with those above it, for one user if asked to', async () => {
  const root = await temporaryFolder();
  await makeFolder(join(root, 'a/b/c'), 0o700);
  for (const name of ['a', 'a/b', 'a/b/c']) expect((await stat(join(root, name))).mode & 0o777).toBe(0o700);
});

it('takes what is there, links to folders as well, and calls at the same time', async () => {
  const root = await temporaryFolder();
  await makeFolder(root);
  await symlink(root, join(root, 'link'));
  await makeFolder(join(root, 'link'));
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(join(root, 'link/a/b'))));
  expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
});

it('rejects a path through a file', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'file'), '');
  for (const path of ['file', 'file/a', 'file/a/b']) {
    await expect(makeFolder(join(root, path))).rejects.toThrow(/EEXIST|ENOTDIR/);
  }
});

it.skipIf(process.platform !== 'linux')('does not try for ever below /proc', async () => {
  await expect(makeFolder('/proc/no-such-folder/a')).rejects.toMatchObject({ code: 'ENOENT' });
});
