import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sha256Of } from '../../../src/emulator/reading/admit-image.ts';
import { imageNamesIn } from '../../../src/emulator/reading/image-names.ts';
import { CachedReader } from '../../../src/emulator/reading/cached-reader.ts';
import { readingFolder } from '../../../src/emulator/reading/reading-folder.ts';
import { syntheticEngine } from '../../../src/emulator/reading/synthetic-engine.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { inMemory } from '../../../src/images/image-content.ts';
import type { ImageContent, OcrEngine } from '../../../src/ocr/engine.ts';
import { emulated, faults, png, submit } from '../emulated.ts';

function counting(): { engine: OcrEngine; reads: () => number; most: () => number } {
  const count = { reads: 0, now: 0, most: 0 };
  const read = async () => {
    count.reads += 1;
    count.most = Math.max(count.most, ++count.now);
    await new Promise(setImmediate);
    count.now -= 1;
    return { model: `reading ${count.reads}`, pages: [] };
  };
  const engine = { ...syntheticEngine, defaultConcurrency: 2, read };
  return { engine, reads: () => count.reads, most: () => count.most };
}

const image = (sha256: string, format: ImageContent['format'] = 'png'): ImageContent => {
  return inMemory({ key: sha256, bytes: Buffer.alloc(0), format, sha256 });
};

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const { signal } = new AbortController();

describe('the reader', () => {
  it('reads every distinct image once, no more at a time than the engine likes', async () => {
    const { engine, reads, most } = counting();
    const reader = new CachedReader(engine, null, signal);
    await Promise.all(['a', 'b', 'a', 'c', 'd', 'a'].map((sha256) => reader.read(image(sha256))));
    expect([reads(), most()]).toEqual([4, 2]);
  });

  it('tries again after a failure', async () => {
    let reads = 0;
    const read = () =>
      ++reads === 1
        ? Promise.reject(new Error('no'))
        : counting().engine.read(image('a'), neverEnding(signal));
    const reader = new CachedReader({ ...syntheticEngine, read }, null, signal);
    await expect(reader.read(image('a'))).rejects.toThrow('no');
    await expect(reader.read(image('a'))).resolves.toMatchObject({ pages: [] });
  });

  it('says what to do about a format that the engine does not take', async () => {
    const { engine } = counting();
    const limits = { ...engine.limits, formats: ['png'] as const };
    const reader = new CachedReader({ ...engine, name: 'offline', limits }, null, signal);
    await expect(reader.read(image('a', 'pdf'))).rejects.toThrow(
      /the offline engine, which accepts png and not pdf.*--reading synthetic/,
    );
  });

  it('finds in the cache folder what an earlier run read', async () => {
    const folder = join(await temporaryFolder(), 'cache');
    const { engine, reads } = counting();
    const first = await new CachedReader(engine, readingFolder(folder), signal).read(image('a'));
    const second = await new CachedReader(engine, readingFolder(folder), signal).read(image('a'));
    expect(second).toEqual(first);
    expect(reads()).toBe(1);
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});

it('a fault finds an image by the name that its file has in a folder', async () => {
  const folder = await temporaryFolder();
  const [white, black] = [await png(), await png('#000000')];
  await writeFile(join(folder, 'black.png'), black);
  const imageNames = await imageNamesIn(folder);
  expect(imageNames).toEqual(new Map([[sha256Of(black), 'black.png']]));
  const rule = { on: 'read.submit', image_name: 'black.png', fault: 'status', status: 500 };
  const emulator = await emulated({ imageNames, faults: faults(rule) });
  expect((await submit(emulator, white)).status).toBe(202);
  expect((await submit(emulator, black)).status).toBe(500);
});
