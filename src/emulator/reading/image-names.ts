import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './admit-image.ts';

/** SHA-256 to file name of every file below a folder: no name travels with an image, so rules find it this way. */
export async function imageNamesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = new Map<string, string>();
  for (const entry of entries.filter((file) => file.isFile())) {
    names.set(sha256Of(await readFile(join(entry.parentPath, entry.name))), entry.name);
  }
  return names;
}
