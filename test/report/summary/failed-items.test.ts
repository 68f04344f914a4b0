import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countFailedItems, readFailedItems } from '../../../src/report/summary/failed-items.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const line = (file: string, code: string, minibatch_index: number) =>
  `${JSON.stringify({ file, code, message: 'why', minibatch_index })}\n`;

describe('readFailedItems', () => {
  it('is null where the worker wrote nothing', async () => {
    const folder = await temporaryFolder();
    expect(await readFailedItems(join(folder, 'none'))).toBeNull();
    await mkdir(join(folder, 'x.jsonl'));
    expect(await readFailedItems(folder)).toBeNull();
  });

  it('reads the files of all processes, each item once, and passes over a torn line', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'one.jsonl'),
      line('a', 'empty', 0) + line('b', 'corrupt', 0) + '{"file":"c","co',
    );
    await writeFile(join(folder, 'two.jsonl'), line('a', 'empty', 0) + line('a', 'empty', 1));
    await writeFile(join(folder, 'other.txt'), line('x', 'y', 0));
    const records = (await readFailedItems(folder)) ?? [];
    expect(records.map(({ file, minibatchIndex }) => `${file} ${minibatchIndex}`).toSorted()).toEqual([
      'a 0',
      'a 1',
      'b 0',
    ]);
  });
});

describe('countFailedItems', () => {
  const record = (file: string, code: string, minibatchIndex: string) => {
    return { file, code, message: '', minibatchIndex };
  };

  it('sums up to the failed items: by record, by failed mini-batch, the rest not returned', () => {
    const records = [record('a', 'empty', '0'), record('b', 'empty', '0'), record('x', 'empty', '7')];
    expect(countFailedItems(15, [{ index: 7, items: 10, reason: 'EntryScriptRunTimeout' }], records)).toEqual(
      {
        EntryScriptRunTimeout: 10,
        empty: 2,
        not_returned: 3,
      },
    );
  });

  it('never counts more than have failed, whatever the records say', () => {
    expect(countFailedItems(1, [], [record('a', 'empty', '0'), record('b', 'corrupt', '0')])).toEqual({
      empty: 1,
    });
    expect(countFailedItems(0, [], [record('a', 'empty', '0')])).toEqual({});
  });
});
