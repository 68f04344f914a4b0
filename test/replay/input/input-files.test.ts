import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileFilter, USUALLY_EXCLUDED } from '../../../src/replay/input/file-filter.ts';
import {
  filesByDirectory,
  listInputFiles,
  openInput,
  parseList,
} from '../../../src/replay/input/input-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ALL = new FileFilter({ include: [], exclude: [] });

async function tree(...names: (string | Buffer)[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
    await mkdir(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
    await writeFile(path, 'x');
  }
  return folder;
}

const below = (folder: string, files: readonly string[]) =>
  files.map((file) => file.slice(folder.length + 1));

describe('a folder', () => {
  it('gives its own files first, sorted, hidden ones too, then those of its subfolders [M04]', async () => {
    const folder = await tree('b.jpg', 'a.jpg', '.hidden', 'A/z.png', 'A/deep/y.png');
    const { files, problems } = await listInputFiles([folder], '/', ALL);
    expect(below(folder, files)).toEqual(['.hidden', 'a.jpg', 'b.jpg', 'A/z.png', 'A/deep/y.png']);
    expect(problems).toEqual([]);
  });

  it('gives its files in an order drawn from a seed, the same each time, folder by folder [M20]', async () => {
    const names = Array.from({ length: 20 }, (_, index) => String(index).padStart(2, '0'));
    const folder = await tree(...names, ...names.map((name) => `in/${name}`));
    const input = await openInput([folder], '/', ALL);
    const drawn = async (seed: string | null) => {
      const files: string[] = [];
      for await (const group of filesByDirectory(input, () => {}, seed)) files.push(...group.files);
      return below(folder, files);
    };
    const sorted = [...names, ...names.map((name) => `in/${name}`)];
    expect(await drawn(null)).toEqual(sorted);
    const orders = [await drawn('1'), await drawn('2')] as const;
    expect(await drawn('1')).toEqual(orders[0]);
    expect(new Set([sorted, ...orders].map(String)).size).toBe(3);
    for (const order of orders) {
      expect(order.slice(0, 20).toSorted()).toEqual(names);
      expect(order.toSorted()).toEqual(sorted.toSorted());
    }
  });

  it('carries names that are not UTF-8, and names with newlines and quotes', async () => {
    const folder = await tree(Buffer.from([0x66, 0xff, 0x2e]), 'two\nlines"\'.jpg');
    const { files } = await listInputFiles([folder], '/', ALL);
    expect(below(folder, files)).toEqual(['f\uDCFF.', 'two\nlines"\'.jpg']);
  });

  it('follows links, except to a folder that contains them [M05]', async () => {
    const folder = await tree('real/a.jpg', 'outer/b.jpg');
    await symlink(join(folder, 'real'), join(folder, 'outer', 'linked'));
    await symlink(folder, join(folder, 'outer', 'loop'));
    await symlink('/nowhere', join(folder, 'outer', 'broken.jpg'));
    const { files, warnings } = await listInputFiles([join(folder, 'outer')], '/', ALL);
    expect(below(folder, files)).toEqual([
      'outer/b.jpg',
      'outer/broken.jpg',
      'outer/linked/a.jpg',
      'outer/loop/real/a.jpg',
    ]);
    expect(warnings).toEqual([expect.stringContaining('outer/loop/outer: left out')]);
  });

  it('leaves out what is excluded, and is a problem when nothing is left', async () => {
    const folder = await tree('a.jpg', 'Thumbs.db', 'b/.DS_Store');
    const filter = new FileFilter({ include: [], exclude: USUALLY_EXCLUDED });
    expect(below(folder, (await listInputFiles([folder], '/', filter)).files)).toEqual(['a.jpg']);
    expect(filter.leftOut).toEqual({ 'Thumbs.db': 1, '.*': 1 });
    const { problems } = await listInputFiles([join(folder, 'b')], '/', filter);
    expect(problems).toEqual([`${folder}/b: every file is left out`]);
    expect((await listInputFiles([join(folder, 'Thumbs.db')], '/', filter)).files).toHaveLength(1);
  });

  it('is a problem when it is empty', async () => {
    const folder = await temporaryFolder();
    const { problems } = await listInputFiles([folder], '/', ALL);
    expect(problems).toEqual([`${folder}: the folder contains no file`]);
  });
});

describe('files and lists', () => {
  it('takes files relative to the current folder, each once', async () => {
    const folder = await tree('a.jpg', 'b.jpg');
    const { files } = await listInputFiles(['b.jpg', 'a.jpg', `${folder}/b.jpg`], folder, ALL);
    expect(below(folder, files)).toEqual(['b.jpg', 'a.jpg']);
  });

  it('takes the paths of a list relative to the folder of the list', async () => {
    const folder = await tree('lists/x.jpg', 'other/y.jpg');
    await writeFile(join(folder, 'lists', 'list.txt'), 'x.jpg\r\n\n../other\n');
    const { files } = await listInputFiles(['@lists/list.txt'], folder, ALL);
    expect(below(folder, files)).toEqual(['lists/x.jpg', 'other/y.jpg']);
  });

  it('reads a list as bytes', () => {
    expect(parseList(Buffer.from([0xe9, 0x0a, 0x61, 0x20]))).toEqual(['\uDCE9', 'a ']);
  });

  it('reports all that is missing together', async () => {
    const folder = await tree('empty/x');
    await writeFile(join(folder, 'none.txt'), '\n');
    const { problems } = await listInputFiles(['no.jpg', '@no.txt', '@none.txt', '@empty'], folder, ALL);
    expect(problems).toEqual([
      `${folder}/no.jpg: no such file or folder`,
      `${folder}/no.txt: no such file or folder`,
      `${folder}/none.txt: the list names no file`,
      `${folder}/empty: a list of files was expected after @, this is a folder`,
    ]);
  });
});

describe('the root of the input', () => {
  it.each([
    [['in'], 'in'],
    [['in/a.jpg'], 'in'],
    [['in/x', 'in/y'], 'in'],
    [['in/x', 'in/x/b.jpg'], 'in/x'],
    [['@lists/all.txt'], 'lists'],
  ])('of %j is %j', async (inputs, root) => {
    const folder = await tree('in/a.jpg', 'in/x/b.jpg', 'in/y/c.jpg', 'lists/all.txt');
    expect((await openInput(inputs, folder, ALL)).root).toBe(join(folder, root));
  });

  it('is none for all of the machine', async () => {
    expect((await openInput(['/usr', '/etc'], '/', ALL)).root).toBeNull();
  });
});
