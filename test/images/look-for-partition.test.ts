import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { neverAborted } from '../../src/flow/abort.ts';
import { lookForPartition } from '../../src/images/look-for-partition.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function dataSet(...folders: string[]): Promise<string> {
  const root = await temporaryFolder();
  for (const folder of folders) {
    await mkdir(join(root, folder), { recursive: true });
    await writeFile(join(root, folder, 'a.jpg'), '');
  }
  return root;
}

const look = async (root: string, partition = '2020/08/07', signal = neverAborted) =>
  (await lookForPartition([root], partition, signal)).result;

it.each([
  '2020/08/07',
  '2020/08/07/cam1',
  'north/cam1/2020/08/07',
  '2020-08-07',
  'north/dt=20200807',
  'year=2020/month=8/day=7',
])('finds the partition in %s', async (folder) => {
  expect(await look(await dataSet('2020/08/06', folder))).toBe('found');
});

it('finds it behind a link, and where the root itself is in it', async () => {
  const root = await dataSet('elsewhere/08/07');
  await symlink(join(root, 'elsewhere'), join(root, '2020'));
  expect(await look(root)).toBe('found');
  expect(await look(join(await dataSet('2020/08/07'), '2020/08/07'))).toBe('found');
});

it('names what is there when it is not', async () => {
  const found = await lookForPartition(
    [await dataSet('2020/08/06', '2020/08/08/cam1'), await dataSet('empty')],
    '2020/08/07',
    neverAborted,
  );
  expect(found).toMatchObject({ result: 'missing' });
  expect(found.result === 'missing' && found.present.description).toMatch(
    /^\/.*\/empty, 2020\/08\/06, 2020\/08\/08$/,
  );
});

it('does not know after too many folders, without a folder, or after the time', async () => {
  const many = Array.from({ length: 210 }, (_, index) => `box/${index}`);
  expect(await look(await dataSet(...many))).toBe('unknown');
  expect(await look('/no/such/folder')).toBe('unknown');
  expect(await look(await dataSet('2020/08/06'), '2020/08/07', AbortSignal.abort())).toBe('unknown');
});
