import { readdir, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { systemErrorOf } from '../../files/system-error.ts';
import { fromFileSystemPath, toFileSystemPath } from '../../files/file-system-path.ts';

export interface FolderWalk {
  /** Everything that is not a folder, hidden files too: AML passes all of it to `run`. */
  readonly files: readonly string[];
  /** Folders left out, with the reason. */
  readonly warnings: readonly string[];
}

/**
 * The files below a folder, a folder's own files before those of its subfolders. Links are followed, as by AML;
 * a link to a folder that contains it is left out. AML takes names in the order of the file system; here they are
 * sorted, so that two replays are the same.
 */
export async function walkFolder(root: string): Promise<FolderWalk> {
  const files: string[] = [];
  const warnings: string[] = [];

  const visit = async (folder: string, ancestors: readonly string[]): Promise<void> => {
    const identity = await identify(folder);
    if (ancestors.includes(identity)) {
      warnings.push(`${folder}: left out, it is a link to a folder that contains it`);
      return;
    }
    let entries: Dirent<Buffer>[];
    try {
      entries = await readdir(toFileSystemPath(folder), { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      if (isLimit(error)) throw error;
      warnings.push(`${folder}: left out, as by AML, which does not report it: ${(error as Error).message}`);
      return;
    }
    entries.sort((left, right) => Buffer.compare(left.name, right.name));
    const subfolders: string[] = [];
    for (const entry of entries) {
      const path = `${folder === '/' ? '' : folder}/${fromFileSystemPath(entry.name)}`;
      if (await isFolder(entry, path)) subfolders.push(path);
      else files.push(path);
    }
    for (const subfolder of subfolders) await visit(subfolder, [...ancestors, identity]);
  };

  await visit(root, []);
  return { files, warnings };
}

async function identify(folder: string): Promise<string> {
  const { dev, ino } = await stat(toFileSystemPath(folder), { bigint: true });
  return `${dev}:${ino}`;
}

async function isFolder(entry: Dirent<Buffer>, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return (await stat(toFileSystemPath(path))).isDirectory();
  } catch (error) {
    if (isLimit(error)) throw error;
    return false;
  }
}

/** A limit of this machine: not the folder's fault, so it must not be left out. */
function isLimit(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM'].includes(systemErrorOf(error)?.name ?? '');
}
