import { dirname } from 'node:path';
import { neverAborted } from '../flow/abort.ts';
import { systemClock } from '../flow/clock.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import { writeAtomically } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/** Files whose content is replaced again and again, in the background: nothing waits for their storage. */
export interface LatestFiles {
  /** Returns at once. Of several contents of a file that come while one is written, the last is written. */
  write(file: string, content: () => string): void;
  /** Resolves when all are written, or after `limitMs`. */
  settled(limitMs: number): Promise<void>;
}

/** Files that wait for a storage that does not keep up; those that waited longest are given up. */
const MOST_WAITING = 100;

/** @param onError is called for the first write that fails, with its error; later ones are tried nevertheless */
export function latestFiles(onError: (error: unknown) => void): LatestFiles {
  const waiting = new Map<string, () => string>();
  let writing: Promise<void> | null = null;
  let hasFailed = false;

  const failed = (error: unknown): void => {
    if (!hasFailed) onError(error);
    hasFailed = true;
  };

  const writeWaiting = async (): Promise<void> => {
    for (const [file, content] of waiting) {
      waiting.delete(file);
      try {
        await makeFolder(dirname(file));
        await writeAtomically(file, content());
      } catch (error) {
        failed(error);
      }
    }
    writing = null;
  };

  return {
    write(file, content) {
      waiting.delete(file);
      waiting.set(file, content);
      writing ??= writeWaiting();
      const [oldest] = waiting.keys();
      if (waiting.size <= MOST_WAITING || oldest === undefined) return;
      waiting.delete(oldest);
      failed(new Error(`${oldest} is not written: the storage does not keep up.`));
    },
    async settled(limitMs) {
      if (writing === null) return;
      const last = writing;
      const limit = {
        ms: limitMs,
        error: () => new Error(`What was to be written is not on the storage within ${limitMs} ms.`),
      };
      await withTimeLimit(systemClock, limit, neverAborted, () => last).catch(failed);
    },
  };
}
