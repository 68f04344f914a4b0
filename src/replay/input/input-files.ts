import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fromFileSystemPath, toFileSystemPath } from '../../files/file-system-path.ts';
import { walkFolder } from './walk-folder.ts';

export interface InputListing {
  /** Absolute, each once, in the order given; the files of a folder sorted. */
  readonly files: readonly string[];
  /** The inputs that were folders, absolute. */
  readonly folders: readonly string[];
  readonly warnings: readonly string[];
  /** Inputs that cannot be used, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Finds the files that INPUT names: a file, a folder, or `@list` (a file with one path a line; a relative path is
 * relative to the folder of the list).
 */
export async function listInputFiles(
  inputs: readonly string[],
  currentFolder: string,
): Promise<InputListing> {
  const files = new Set<string>();
  const folders: string[] = [];
  const warnings: string[] = [];
  const problems: string[] = [];

  const add = async (path: string): Promise<void> => {
    try {
      if ((await stat(toFileSystemPath(path))).isDirectory()) {
        folders.push(path);
        const walk = await walkFolder(path);
        walk.files.forEach((file) => files.add(file));
        warnings.push(...walk.warnings);
        if (walk.files.length === 0) problems.push(`${path}: the folder contains no file`);
      } else files.add(path);
    } catch (error) {
      problems.push(describeMissing(path, error));
    }
  };

  for (const input of inputs) {
    if (!input.startsWith('@')) {
      await add(resolve(currentFolder, input));
      continue;
    }
    const list = resolve(currentFolder, input.slice(1));
    try {
      const paths = parseList(await readFile(toFileSystemPath(list)));
      if (paths.length === 0) problems.push(`${list}: the list names no file`);
      for (const path of paths) await add(resolve(dirname(list), path));
    } catch (error) {
      problems.push(describeMissing(list, error));
    }
  }
  return { files: [...files], folders, warnings, problems };
}

/** One path a line, ended by LF or CRLF; empty lines are ignored. Bytes, because file names are bytes. */
export function parseList(content: Buffer): string[] {
  return fromFileSystemPath(content)
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line !== '');
}

function describeMissing(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `${path}: no such file or folder`;
  if (code === 'EISDIR') return `${path}: a list of files was expected after @, this is a folder`;
  return `${path}: cannot be read: ${message}`;
}
