import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeAtomically } from '../../src/files/atomic-write.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('replaces a file', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'old');
  await writeAtomically(join(folder, 'a'), 'new');
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a']);
});

it('follows no link, neither at the name nor at the temporary one', async () => {
  const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(outside, 'mine'), 'mine');
  for (const name of ['a', 'a.partial']) await symlink(join(outside, 'mine'), join(folder, name));
  await writeAtomically(join(folder, 'a'), 'new');
  expect(await readFile(join(outside, 'mine'), 'utf8')).toBe('mine');
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a']);
});

it('leaves the old file and nothing else when the content ends in an error', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'old');
  const error = new Error('torn');
  await expect(writeAtomically(join(folder, 'a'), failing(error))).rejects.toBe(error);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a']);
});

async function* failing(error: Error): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw error;
}
