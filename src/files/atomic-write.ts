import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file that gets its name only when it is complete: `write` receives a temporary name beside it. An existing
 * file or link is replaced, never followed; after an error it is unchanged and the temporary one is removed.
 *
 * @param partial the temporary name; processes that write the same file at the same time need names of their own
 */
export async function replaceAtomically(
  file: string,
  write: (partial: string) => Promise<void>,
  partial = `${file}.partial`,
): Promise<void> {
  try {
    await write(partial);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

export function writeAtomically(
  file: string,
  content: string | AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  return replaceAtomically(file, async (partial) => {
    await rm(partial, { force: true });
    await writeFile(partial, content, { signal, flag: 'wx' });
  });
}
