import { chmod, mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger, type LogFields } from '../../src/logging/logger.ts';
import { openStore } from '../../src/store/open-store.ts';
import { storeKey } from '../../src/store/store-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = storeKey(['content']);
const READING = Buffer.from('reading');

describe('the store of a run', () => {
  it('is the same for all its processes, and another for another run', async () => {
    const temporary = await temporaryFolder();
    const { store } = await open({ temporary, runId: 'run-1' });
    await store.addReading(KEY, READING);
    const { store: same } = await open({ temporary, runId: 'run-1', owner: 'another' });
    const { store: other } = await open({ temporary, runId: 'run-2' });
    await Promise.all([same.refresh(), other.refresh()]);
    expect(await same.reading(KEY)).toEqual(READING);
    expect(await other.reading(KEY)).toBeNull();
  });

  it('has a folder of its own for any run id', async () => {
    const temporary = await temporaryFolder();
    for (const runId of ['..', '.', 'a/b', '', 'x'.repeat(300), 'é\n']) await open({ temporary, runId });
    const runs = await readdir(join(temporary, 'parallel-run-ocr-store'));
    expect(runs).toHaveLength(6);
    for (const run of runs) expect(run).toMatch(/^[0-9a-f]{64}$/);
  });

  it('can only be entered by this user', async () => {
    const temporary = await temporaryFolder();
    await open({ temporary });
    expect((await stat(join(temporary, 'parallel-run-ocr-store'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['others can write to its folder', (folder: string) => mkdir(folder).then(() => chmod(folder, 0o777))],
    ['its folder is a link', (folder: string) => symlink('..', folder)],
    ['its folder is a file', (folder: string) => writeFile(folder, '')],
  ])('is off, with one warning, when %s', async (_, prepare) => {
    const temporary = await temporaryFolder();
    await prepare(join(temporary, 'parallel-run-ocr-store'));
    const { store, warnings } = await open({ temporary });
    await store.addReading(KEY, READING);
    expect(await store.reading(KEY)).toBeNull();
    expect(warnings).toEqual([expect.objectContaining({ folder: temporary })]);
  });

  it('deletes the folders of runs that have expired', async () => {
    const temporary = await temporaryFolder();
    const old = join(temporary, 'parallel-run-ocr-store', 'old');
    await mkdir(old, { recursive: true, mode: 0o700 });
    await writeFile(join(old, 'a-1.log'), '');
    const time = new Date(Date.now() - 51 * 60 * 60 * 1000);
    await utimes(old, time, time);
    const { store } = await open({ temporary, runId: 'new' });
    store.beginAttempt(KEY);
    await expect.poll(() => readdir(join(old, '..'))).toEqual(['new']);
  });
});

describe('a store in a folder that was named', () => {
  it('is created there', async () => {
    const folder = join(await temporaryFolder(), 'a', 'store');
    const { store, warnings } = await open({ folder });
    await store.addReading(KEY, READING);
    expect(await readdir(folder)).toEqual(['process-1.data', 'process-1.log']);
    expect(warnings).toEqual([]);
  });

  it('is off, with one warning, when the folder cannot be created', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const { store, warnings } = await open({ folder: join(file, 'store') });
    await store.addReading(KEY, READING);
    expect(await store.reading(KEY)).toBeNull();
    expect(warnings).toEqual([{ folder: join(file, 'store'), reason: expect.stringContaining('ENOTDIR') }]);
  });
});

async function open({
  temporary,
  folder = null,
  runId = 'run',
  owner = 'process',
}: {
  readonly temporary?: string;
  readonly folder?: string | null;
  readonly runId?: string;
  readonly owner?: string;
}) {
  const warnings: (LogFields | undefined)[] = [];
  const store = await openStore({
    folder,
    runId,
    temporary: temporary ?? (await temporaryFolder()),
    owner,
    logger: { ...silentLogger, warning: (_, fields) => warnings.push(fields) },
  });
  onTestFinished(() => store.close());
  return { store, warnings };
}
