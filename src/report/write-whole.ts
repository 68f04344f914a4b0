import { rename, rm, writeFile } from 'node:fs/promises';

/** The file has its name only when it is whole; one of that name is replaced. */
export async function writeWhole(
  file: string,
  content: string | AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, content, { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
