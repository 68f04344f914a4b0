import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutputFolder, prepareOutputFolder } from '../../../src/replay/results/output-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NONE = { files: [], folders: [] };
const ROWS = 'rows.txt';

async function earlierReplay(): Promise<string> {
  const output = join(await temporaryFolder(), 'output');
  await prepareOutputFolder(output, ROWS);
  for (const name of [ROWS, `.${ROWS}.a`, 'summary.json']) await writeFile(join(output, name), 'old');
  await mkdir(join(output, 'logs', 'user'), { recursive: true });
  await mkdir(join(output, 'failed_items'));
  return output;
}

describe('checkOutputFolder', () => {
  it('takes a new folder and an empty one', async () => {
    const folder = await temporaryFolder();
    expect(await checkOutputFolder(folder, NONE, 'reject')).toEqual([]);
    expect(await checkOutputFolder(join(folder, 'a', 'b'), NONE, 'reject')).toEqual([]);
  });

  it('rejects an earlier replay, and takes it with --overwrite', async () => {
    const output = await earlierReplay();
    expect(await checkOutputFolder(output, NONE, 'reject')).toEqual([
      expect.stringContaining('give --overwrite'),
    ]);
    expect(await checkOutputFolder(output, NONE, 'overwrite')).toEqual([]);
  });

  it('rejects a folder that no replay made, whatever it is called, also with --overwrite', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'summary.json'), '{}');
    expect(await checkOutputFolder(folder, NONE, 'overwrite')).toEqual([
      expect.stringContaining('no replay made it'),
    ]);
  });

  it('rejects a file', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await checkOutputFolder(join(folder, 'file'), NONE, 'overwrite')).toEqual([
      expect.stringContaining('is a file'),
    ]);
  });

  it.each([
    ['the input itself', '.', 'holds the input'],
    ['an ancestor of it', '..', 'holds the input'],
    ['a folder in it', 'output', 'is inside the input'],
  ])('rejects %s, seen through a link too', async (_what, path, message) => {
    const folder = await temporaryFolder();
    const input = join(folder, 'real', 'input');
    await mkdir(input, { recursive: true });
    await symlink(join(folder, 'real'), join(folder, 'link'));
    const inputs = { files: [], folders: [join(folder, 'link', 'input')] };
    expect(await checkOutputFolder(join(input, path), inputs, 'overwrite')).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('takes a folder beside the input whose name only begins alike', async () => {
    const folder = await temporaryFolder();
    const [short, long] = [join(folder, 'in'), join(folder, 'in2')];
    await mkdir(short);
    await mkdir(long);
    expect(await checkOutputFolder(long, { files: [], folders: [short] }, 'reject')).toEqual([]);
    expect(await checkOutputFolder(short, { files: [], folders: [long] }, 'reject')).toEqual([]);
  });

  it('rejects a folder that holds an input file', async () => {
    const output = await earlierReplay();
    const inputs = { files: [join(output, 'image.jpg')], folders: [] };
    expect(await checkOutputFolder(output, inputs, 'overwrite')).toEqual([
      expect.stringContaining('holds the input'),
    ]);
  });
});

describe('prepareOutputFolder', () => {
  it('removes what a replay made and nothing else', async () => {
    const output = await earlierReplay();
    await writeFile(join(output, 'notes.txt'), 'mine');
    expect(await prepareOutputFolder(output, 'other.txt')).toEqual(['notes.txt']);
    expect(await readdir(output)).toEqual(['.parallel-run-ocr-replay.json', 'notes.txt']);
  });

  it('removes a link, not what it leads to', async () => {
    const precious = await temporaryFolder();
    await writeFile(join(precious, 'keep'), '');
    const output = join(await temporaryFolder(), 'output');
    await prepareOutputFolder(output, ROWS);
    await symlink(precious, join(output, 'logs'));
    await prepareOutputFolder(output, ROWS);
    expect(await readdir(precious)).toEqual(['keep']);
  });

  it('does not believe a marker that names a file elsewhere', async () => {
    const folder = await temporaryFolder();
    const marker = { version: 1, append_row_file_name: '../precious' };
    await writeFile(join(folder, '.parallel-run-ocr-replay.json'), JSON.stringify(marker));
    expect(await checkOutputFolder(folder, NONE, 'overwrite')).toEqual([
      expect.stringContaining('no replay made it'),
    ]);
  });
});
