import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readSnapshot } from '../../../src/aml/assets/snapshot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SCRIPT = 'entry/parallel_run_entry.py';
const CLIENT = 'entry/parallel_run_ocr_client/__init__.py';

async function snapshotOf(...files: readonly string[]) {
  const folder = await temporaryFolder();
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  return readSnapshot(folder);
}

it('is every file of the folder, and of no folder the entry script of this package', async () => {
  const { files } = await snapshotOf(SCRIPT, CLIENT, 'entry/worker.mjs');
  expect(files.map(({ path }) => path)).toEqual([SCRIPT, CLIENT, 'entry/worker.mjs']);
  expect((await readSnapshot(null)).files.map(({ path }) => path)).toEqual([SCRIPT]);
});

it('may leave the worker and its Python package to the container image', async () => {
  expect((await snapshotOf(SCRIPT, 'notes.txt')).files).toHaveLength(2);
});

it.each([[['entry', 'worker.mjs']], [['dist', 'entry', 'worker.js']]])(
  'has to hold the package of %j',
  async (path) => {
    const worker = path.join('/');
    await expect(snapshotOf(SCRIPT, worker)).rejects.toThrow(`has ${worker}, but not ${CLIENT}`);
  },
);

it('has to hold the entry script', async () => {
  await expect(snapshotOf(CLIENT)).rejects.toThrow(`has no ${SCRIPT}`);
});
