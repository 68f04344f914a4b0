import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './admit-image.ts';

/**
 * Maps the SHA-256 of every file below a folder to its name, for fault rules: a request does not carry the file name.
 */
export async function imageNamesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = new Map<string, string>();
  for (const entry of entries.filter((file) => file.isFile())) {
    names.set(sha256Of(await readFile(join(entry.parentPath, entry.name))), entry.name);
  }
  return names;
}
