import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it. Node's own `recursive` reports a read-only parent as ENOENT, and tries for ever where a
 * folder that exists reports ENOENT itself, as /proc does.
 *
 * @param mode of the folders that are made
 * @throws the error of the operating system for the first folder that cannot be made
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const parent = dirname(folder);
  const parentIsMissing = parent !== folder && (await stat(parent).catch(() => null)) === null;
  if (parentIsMissing) await makeFolder(parent, mode);
  await mkdir(folder, { mode }).catch(async (error: unknown) => {
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw error;
  });
}
