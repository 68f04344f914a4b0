import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { writeAtomically } from '../../files/atomic-write.ts';
import type { Reading } from '../../ocr/reading.ts';
import type { ReadingCache } from './cached-reader.ts';

/** Stores every reading as `<sha256>.json`, so that the next run need not read the image again. */
export function readingFolder(folder: string): ReadingCache {
  const fileOf = (sha256: string) => join(folder, `${sha256}.json`);
  return {
    async load(sha256) {
      try {
        return JSON.parse(await readFile(fileOf(sha256), 'utf8')) as Reading;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async save(sha256, reading) {
      await makeFolder(folder);
      await writeAtomically(fileOf(sha256), JSON.stringify(reading));
    },
  };
}
