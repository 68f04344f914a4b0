import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ItemError } from '../../src/contract/errors.ts';
import { failedItemsFile } from '../../src/rows/failed-items-file.ts';
import { itemsOf } from '../support/items.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it("appends a line per failed item to the process's own file", async () => {
  const file = failedItemsFile(await temporaryFolder(), 'node1_42', () => new Date(0));
  const failures = itemsOf(['/a\n.jpg', '/b.jpg']).map((item) => ({
    kind: 'failed' as const,
    item,
    durationMs: 1,
    error: new ItemError('empty_file', 'The file is empty.'),
    sha256: null,
  }));
  await file.append(failures, { minibatch_index: '7' });
  await file.append([], null);
  await file.append(failures.slice(1), null);
  const lines = (await readFile(file.path, 'utf8')).trimEnd().split('\n');
  const common = {
    code: 'empty_file',
    message: 'The file is empty.',
    sha256: null,
    time: '1970-01-01T00:00:00.000Z',
  };
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { file: '/a\n.jpg', ...common, minibatch_index: '7' },
    { file: '/b.jpg', ...common, minibatch_index: '7' },
    { file: '/b.jpg', ...common, minibatch_index: null },
  ]);
  expect(file.path).toMatch(/failed_items\/node1_42\.jsonl$/);
});

it('makes no file where nothing has failed', async () => {
  const folder = await temporaryFolder();
  await failedItemsFile(folder, 'node1_42', () => new Date(0)).append([], null);
  expect(await readdir(folder)).toEqual([]);
});

it('writes a byte that is not UTF-8 in a message as \\xFF', async () => {
  const file = failedItemsFile(await temporaryFolder(), 'node1_42', () => new Date(0));
  const error = new ItemError('read_error', '"a\udcff.jpg" cannot be read.');
  const [item] = itemsOf(['/a.jpg']);
  await file.append([{ kind: 'failed', item: item!, durationMs: 1, error, sha256: null }], null);
  expect(JSON.parse(await readFile(file.path, 'utf8'))).toMatchObject({
    message: '"a\\xFF.jpg" cannot be read.',
  });
});
