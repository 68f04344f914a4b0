import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoMiniBatches, groupFiles, type MiniBatchTask } from '../../../src/replay/input/split.ts';

const file = fc
  .tuple(fc.constantFrom('/in', '/in/a', '/in/a/b', '/in/c'), fc.string({ minLength: 1, maxLength: 3 }))
  .map(([folder, name]) => `${folder}/${name.replaceAll('/', '_')}`);
const files = fc.uniqueArray(file, { maxLength: 60 });
const size = fc.integer({ min: 1, max: 12 });

async function splitFiles(
  all: readonly string[],
  miniBatchSize: number,
  isNamed = false,
): Promise<MiniBatchTask[]> {
  const parts = (async function* () {
    yield* groupFiles(all.map((path) => [path, isNamed]));
  })();
  const tasks: MiniBatchTask[] = [];
  for await (const task of cutIntoMiniBatches(parts, miniBatchSize)) tasks.push(task);
  return tasks;
}

describe('mini-batches', () => {
  it('puts every file into exactly one mini-batch', async () => {
    await fc.assert(
      fc.asyncProperty(files, size, async (all, miniBatchSize) => {
        const split = (await splitFiles(all, miniBatchSize)).flatMap((task) => task.files);
        expect(split.toSorted()).toEqual(all.toSorted());
      }),
    );
  });

  it('keeps the order of the files of a directory', async () => {
    await fc.assert(
      fc.asyncProperty(files, size, async (all, miniBatchSize) => {
        const split = (await splitFiles(all, miniBatchSize)).flatMap((task) => task.files);
        const inFolder = (list: readonly string[]) => list.filter((path) => posix.dirname(path) === '/in/a');
        expect(inFolder(split)).toEqual(inFolder(all));
      }),
    );
  });

  it('never mixes directories and never exceeds the size [M03]', async () => {
    await fc.assert(
      fc.asyncProperty(files, size, async (all, miniBatchSize) => {
        for (const task of await splitFiles(all, miniBatchSize)) {
          expect(new Set(task.files.map((path) => posix.dirname(path))).size).toBe(1);
          expect(task.files.length).toBeLessThanOrEqual(miniBatchSize);
        }
      }),
    );
  });

  it('leaves only the last mini-batch of a directory short, and counts from 0 [M10]', async () => {
    await fc.assert(
      fc.asyncProperty(files, size, async (all, miniBatchSize) => {
        const tasks = await splitFiles(all, miniBatchSize);
        expect(tasks.map((task) => task.index)).toEqual(tasks.map((_, index) => index));
        const short = tasks.filter((task) => task.files.length < miniBatchSize);
        const folders = short.map((task) => posix.dirname(task.files[0] ?? ''));
        expect(new Set(folders).size).toBe(short.length);
      }),
    );
  });

  it('mixes the folders of files that are named one by one, in the order given [M06]', async () => {
    await fc.assert(
      fc.asyncProperty(files, size, async (all, miniBatchSize) => {
        const tasks = await splitFiles(all, miniBatchSize, true);
        expect(tasks.flatMap((task) => task.files)).toEqual(all);
        expect(tasks).toHaveLength(Math.ceil(all.length / miniBatchSize));
      }),
    );
  });

  it('makes three mini-batches of one file each in three folders [M02]', async () => {
    expect(await splitFiles(['/a/1', '/b/1', '/c/1'], 10)).toHaveLength(3);
  });
});
