import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logStore } from '../../src/store/log-store.ts';
import type { SegmentLimits } from '../../src/store/segment-writer.ts';
import { storeKey } from '../../src/store/store-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = storeKey(['content', 'read']);
const OPERATION = { id: 'a25fcb26-0c5f-4cf1-9c1c-dd9a5b1a5d7d', submittedAt: 1_800_000_000_000.5 };

describe('a store in logs', () => {
  it('knows nothing at first', async () => {
    const store = open(await temporaryFolder());
    await store.refresh();
    expect(store.openAttempts(KEY)).toBe(0);
    expect(await store.operation(KEY)).toBeNull();
    expect(await store.reading(KEY)).toBeNull();
  });

  it('returns what was stored, in this process and in every other', async () => {
    const folder = await temporaryFolder();
    const [store, other] = [open(folder), open(folder)];
    store.beginAttempt(KEY);
    other.beginAttempt(KEY);
    store.addOperation(KEY, OPERATION);
    await store.addReading(KEY, Buffer.from('{"pages":[]}'));
    await Promise.all([store.refresh(), other.refresh()]);
    for (const each of [store, other]) {
      expect(each.openAttempts(KEY)).toBe(2);
      expect(await each.operation(KEY)).toEqual(OPERATION);
      expect(String(await each.reading(KEY))).toBe('{"pages":[]}');
    }
  });

  it('has the operation before addOperation returns, though nothing is ever closed', async () => {
    const folder = await temporaryFolder();
    open(folder).addOperation(KEY, OPERATION);
    const later = open(folder);
    await later.refresh();
    expect(await later.operation(KEY)).toEqual(OPERATION);
  });

  it('takes the last operation, and none once it is forgotten', async () => {
    const folder = await temporaryFolder();
    const store = open(folder);
    store.addOperation(KEY, OPERATION);
    store.addOperation(KEY, { ...OPERATION, id: 'second' });
    expect((await store.operation(KEY))?.id).toBe('second');
    store.forgetOperation(KEY);
    expect(await store.operation(KEY)).toBeNull();
    const other = open(folder);
    await other.refresh();
    expect(await other.operation(KEY)).toBeNull();
  });

  it('counts the attempts that were begun and not ended, in whichever order it reads their logs', async () => {
    const folder = await temporaryFolder();
    // The log with the end comes first by its name.
    const [ending, begun] = [open(folder), open(folder)];
    begun.beginAttempt(KEY);
    begun.beginAttempt(KEY);
    await ending.refresh();
    ending.endAttempts(KEY, 2);
    ending.beginAttempt(KEY);
    const later = open(folder);
    await later.refresh();
    expect(later.openAttempts(KEY)).toBe(1);
    later.endAttempts(KEY, 2);
    expect(later.openAttempts(KEY)).toBe(0);
  });

  it('looks at the logs of others once a second', async () => {
    const folder = await temporaryFolder();
    let time = 0;
    const [store, other] = [open(folder, { now: () => time }), open(folder)];
    await store.refresh();
    other.beginAttempt(KEY);
    time = 999;
    await store.refresh();
    expect(store.openAttempts(KEY)).toBe(0);
    time = 1000;
    await store.refresh();
    expect(store.openAttempts(KEY)).toBe(1);
  });

  it('returns each of many readings, of any size, over several segments', async () => {
    const store = open(await temporaryFolder(), { limits: { dataBytes: 100_000 } });
    const readings = Array.from({ length: 60 }, (_, size) => ({
      key: storeKey([size]),
      bytes: randomBytes(size * 300),
    }));
    await Promise.all(readings.map(({ key, bytes }) => store.addReading(key, bytes)));
    for (const { key, bytes } of readings) expect((await store.reading(key))?.equals(bytes)).toBe(true);
    const large = randomBytes(300_000);
    await store.addReading(KEY, large);
    expect((await store.reading(KEY))?.equals(large)).toBe(true);
  });

  it('does not store a reading of more than 16 MiB', async () => {
    const folder = await temporaryFolder();
    const store = open(folder);
    await store.addReading(KEY, Buffer.alloc(16 * 1024 * 1024 + 1));
    expect(await store.reading(KEY)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('begins a new segment after an hour', async () => {
    const folder = await temporaryFolder();
    let time = 0;
    const store = open(folder, { now: () => time });
    store.beginAttempt(KEY);
    time = 60 * 60 * 1000;
    store.beginAttempt(KEY);
    expect(await readdir(folder)).toHaveLength(2);
    expect(store.openAttempts(KEY)).toBe(2);
  });

  it('lets only the owner read its files', async () => {
    const folder = await temporaryFolder();
    const store = open(folder);
    await store.addReading(KEY, Buffer.from('x'));
    const files = await readdir(folder);
    const modes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mode & 0o777));
    expect(modes).toEqual([0o600, 0o600]);
  });
});

describe('a store that cannot write', () => {
  it('reports it once, goes on without, and tries again after a minute', async () => {
    const folder = join(await temporaryFolder(), 'gone');
    const failures: unknown[] = [];
    let time = 0;
    const store = open(folder, { now: () => time, onFailure: (error) => failures.push(error) });
    store.addOperation(KEY, OPERATION);
    store.beginAttempt(KEY);
    await store.addReading(KEY, Buffer.from('x'));
    await store.refresh();
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
    expect(await store.operation(KEY)).toBeNull();
    expect(await store.reading(KEY)).toBeNull();

    await mkdir(folder);
    time = 60_000;
    store.addOperation(KEY, OPERATION);
    expect(await store.operation(KEY)).toEqual(OPERATION);
    expect(failures).toHaveLength(1);
  });

  it('writes nothing after it was closed', async () => {
    const folder = await temporaryFolder();
    const store = open(folder);
    await store.close();
    store.addOperation(KEY, OPERATION);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a damaged store', () => {
  it('returns what was stored or nothing, and takes it again', async () => {
    const damage = fc.array(fc.record({ file: fc.nat(), at: fc.nat(), byte: fc.nat({ max: 255 }) }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), fc.boolean(), async (changes, cut, deleted) => {
        const folder = await temporaryFolder();
        const first = open(folder, { limits: { dataBytes: 2000 } });
        const keys = Array.from({ length: 20 }, (_, number) => storeKey([number]));
        for (const [number, key] of keys.entries()) {
          first.addOperation(key, { id: `id-${number}`, submittedAt: number });
          await first.addReading(key, Buffer.from(`reading ${number}`.repeat(20)));
        }
        await first.close();
        await harm(folder, changes, cut, deleted);

        const store = open(folder);
        await store.refresh();
        for (const [number, key] of keys.entries()) {
          const reading = await store.reading(key);
          expect([null, `reading ${number}`.repeat(20)]).toContain(reading === null ? null : String(reading));
          expect([undefined, `id-${number}`]).toContain((await store.operation(key))?.id);
          await store.addReading(key, Buffer.from(`new ${number}`));
          expect(String(await store.reading(key))).toBe(`new ${number}`);
        }
        await store.close();
        await rm(folder, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });
});

async function harm(
  folder: string,
  changes: readonly { file: number; at: number; byte: number }[],
  cut: boolean,
  deleted: boolean,
): Promise<void> {
  const names = await readdir(folder);
  for (const { file, at, byte } of changes) {
    const path = join(folder, names[file % names.length] ?? '');
    const bytes = await readFile(path);
    bytes[at % bytes.length] = byte;
    await writeFile(path, bytes);
  }
  if (cut) await truncate(join(folder, names[0] ?? ''), 300);
  if (deleted) await rm(join(folder, names.at(-1) ?? ''));
}

let owners = 0;

interface OpenOptions {
  readonly now?: () => number;
  readonly limits?: Partial<SegmentLimits>;
  readonly onFailure?: (error: unknown) => void;
}

function open(folder: string, options: OpenOptions = {}) {
  owners += 1;
  const store = logStore({
    folder,
    owner: `owner${owners}`,
    now: () => Date.now(),
    onFailure: fail,
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}

function fail(error: unknown): never {
  throw error;
}
