import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFileSystemPath } from '../../../src/files/file-system-path.ts';
import type { Manifest } from '../../../src/manifest/manifest.ts';
import { manifestOf, MOUNT } from '../../manifest/manifest-of.ts';
import { manifestFiles } from '../../../src/replay/input/manifest-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function folderOf(...names: string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) {
    const file = toFileSystemPath(join(folder, name));
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(file, '');
  }
  return folder;
}

describe('the files of a manifest', () => {
  it('are below the folder that stands for the mount, in their order and as often as they were', async () => {
    const names = ['2020/b.jpg', 'a.jpg', '\uDCE9.jpg', '2020/b.jpg'];
    const folder = await folderOf(...names);
    const manifest = manifestOf([...names.map((name) => `${MOUNT}/${name}`), `file://${MOUNT}/a.jpg`]);
    for (const root of [folder, `${folder}/`]) {
      const { files, problem } = await manifestFiles(manifest, root);
      expect(problem).toBeNull();
      expect(files).toEqual([...names, 'a.jpg'].map((name) => join(folder, name)));
    }
  });

  it('are where they were without one', async () => {
    const folder = await folderOf('a.jpg');
    const manifest = manifestOf([join(folder, 'a.jpg')], { input_folder: '/elsewhere' });
    expect(await manifestFiles(manifest, null)).toEqual({ files: [join(folder, 'a.jpg')], problem: null });
  });

  it('never lead out of that folder, whatever the manifest says', async () => {
    const outer = await folderOf('root/a.jpg', 'outside.jpg', 'roots/b.jpg');
    const root = join(outer, 'root');
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a.jpg',
      'roots',
      'outside.jpg',
      'root',
      'mnt',
      'input',
      '\0',
    );
    const path = fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(MOUNT, '/', outer, ''), path, async (start, rest) => {
        const manifest = manifestOf([`${start}/${rest}`], { input_folder: start || null });
        const { files, problem } = await manifestFiles(manifest, root);
        expect(files).toEqual(problem === null ? [join(root, 'a.jpg')] : []);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, Manifest['items'], Partial<Manifest>, string]>([
    ['no item', [], {}, 'names no item'],
    [
      'a part of the items only',
      [`${MOUNT}/a.jpg`],
      { left_out: { items: 3, arguments: [] } },
      'names only the first 1 of 4 items',
    ],
    ['a row of a table', [`${MOUNT}/a.jpg`, { image: 'a.jpg' }], {}, 'item 1 is a row of a table'],
    ['a URL', ['https://host/a.jpg'], {}, 'not the absolute path of a file'],
    ['a relative path', ['a.jpg'], {}, 'not the absolute path of a file'],
    ['a secret in a path', [`${MOUNT}/[secret].jpg`], {}, 'a secret was removed from it'],
    ['a path elsewhere', ['/etc/passwd'], {}, 'not below its input_folder "/mnt/input"'],
    ['a path that climbs', [`${MOUNT}/../../etc/passwd`], {}, 'leads out of'],
    [
      'files that are missing',
      [`${MOUNT}/a.jpg`, `${MOUNT}/b.jpg`, `${MOUNT}/c.jpg`],
      {},
      'names 3 items, and 2 are not here, such as ',
    ],
    ['a folder', [`${MOUNT}/folder`], {}, 'names 1 item, and 1 is not here, such as '],
  ])('are rejected for %s', async (_what, items, changes, problem) => {
    const root = await folderOf('a.jpg', 'folder/x.jpg');
    const found = await manifestFiles(manifestOf(items, changes), root);
    expect(found.problem).toContain(problem);
    expect(found.problem).not.toContain('\n');
  });
});
