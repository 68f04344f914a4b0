import { stat } from 'node:fs/promises';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import { filesByDirectory, type Input } from '../../replay/input/input-files.ts';
import { NumberSet } from './number-set.ts';

/** Files whose sizes are asked for at once. */
const AT_ONCE = 64;

/** What is known of the input before a file is opened. */
export interface FileCounts {
  readonly files: number;
  /** Sizes in bytes that more than one file has: only these can be duplicates. */
  readonly sharedSizes: NumberSet;
}

/**
 * Counts the files of an input.
 *
 * @param progressed called with the files found so far
 * @throws the reason of the signal
 */
export async function countFiles(
  input: Input,
  progressed: (files: number) => void,
  signal: AbortSignal,
): Promise<FileCounts> {
  const sizes = new NumberSet();
  const sharedSizes = new NumberSet();
  let files = 0;
  // What is left out is reported when the files are looked at.
  for await (const { files: part } of filesByDirectory(input, () => {})) {
    for (let start = 0; start < part.length; start += AT_ONCE) {
      signal.throwIfAborted();
      for (const size of await Promise.all(part.slice(start, start + AT_ONCE).map(sizeOf))) {
        if (size !== null && !sizes.add(size)) sharedSizes.add(size);
      }
    }
    files += part.length;
    progressed(files);
  }
  return { files, sharedSizes };
}

async function sizeOf(path: string): Promise<bigint | null> {
  try {
    return BigInt((await stat(toFileSystemPath(path))).size);
  } catch {
    return null;
  }
}
