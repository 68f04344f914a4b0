import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';

/** Why a blob is not written to a file, as the predicate of a sentence. */
export class UnusableName extends Error {}

/**
 * The path of a blob's file below a folder, whose subfolders it creates. A blob name is anything that its writer liked:
 * it must not lead out of the folder, neither by `..` nor through a link that is there.
 *
 * @param name of the blob below the downloaded prefix
 * @throws UnusableName when no file can have that name there
 */
export async function createFoldersFor(folder: string, name: string): Promise<string> {
  const segments = name.split('/');
  if (segments.some((segment) => ['', '.', '..'].includes(segment)) || name.includes('\0')) {
    throw new UnusableName('is not a name that a file can have');
  }
  let path = folder;
  await makeFolder(folder);
  for (const segment of segments.slice(0, -1)) {
    path = join(path, segment);
    await createFolder(path);
  }
  return join(path, segments.at(-1) ?? '');
}

async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const found = await lstat(path);
    if (found.isSymbolicLink()) throw new UnusableName(`would be written through the link ${path}`);
    if (!found.isDirectory()) throw new UnusableName(`needs a folder where the file ${path} is`);
  }
}

/** Whether there is a folder, which no file replaces. */
export async function isExistingFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
