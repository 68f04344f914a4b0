import { dirname } from 'node:path';
import { neverAborted } from '../flow/abort.ts';
import { systemClock } from '../flow/clock.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import { writeAtomically } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/** A file whose content is replaced again and again, in the background: nothing waits for its storage. */
export interface LatestFile {
  /** Returns at once. Of several contents that come while one is written, the last is written. */
  write(content: () => string): void;
  /** Resolves when the last content is written, or after `limitMs`. */
  settled(limitMs: number): Promise<void>;
}

/** @param onError is called for the first write that fails, with its error; later ones are tried nevertheless */
export function latestFile(file: string, onError: (error: unknown) => void): LatestFile {
  let latest: (() => string) | null = null;
  let writing: Promise<void> | null = null;
  let hasFailed = false;

  const writeLatest = async (): Promise<void> => {
    while (latest !== null) {
      const content = latest;
      latest = null;
      try {
        await makeFolder(dirname(file));
        await writeAtomically(file, content());
      } catch (error) {
        if (!hasFailed) onError(error);
        hasFailed = true;
      }
    }
    writing = null;
  };

  return {
    write(content) {
      latest = content;
      writing ??= writeLatest();
    },
    async settled(limitMs) {
      if (writing === null) return;
      const last = writing;
      const limit = { ms: limitMs, error: () => new Error(`${file} is not written within ${limitMs} ms.`) };
      await withTimeLimit(systemClock, limit, neverAborted, () => last).catch((error: unknown) => {
        if (!hasFailed) onError(error);
      });
    },
  };
}
