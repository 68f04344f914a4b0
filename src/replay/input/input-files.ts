import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fromFileSystemPath, toFileSystemPath } from '../../files/file-system-path.ts';
import type { FileFilter } from './file-filter.ts';
import { type FileGroup, groupFiles } from './split.ts';
import { walkFolder } from './walk-folder.ts';

/** What INPUT names; its folders are not listed yet. */
export interface Input {
  /** In the order given, absolute. */
  readonly paths: readonly { readonly path: string; readonly isFolder: boolean }[];
  /** The folder that everything is in, which the `file` of a row is relative to; null where that is all of the machine. */
  readonly root: string | null;
  /** Selects the files of folders; what is named itself is always taken. */
  readonly filter: FileFilter;
  /** What cannot be used, one sentence each. */
  readonly problems: readonly string[];
}

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
 * Resolves INPUT: a file, a folder with a file in it, or `@list` (a file with one path a line; a relative path is
 * relative to the folder of the list).
 */
export async function openInput(
  inputs: readonly string[],
  currentFolder: string,
  filter: FileFilter,
): Promise<Input> {
  const paths: { path: string; isFolder: boolean }[] = [];
  const roots: string[] = [];
  const problems: string[] = [];

  const add = async (path: string): Promise<void> => {
    try {
      const isFolder = (await stat(toFileSystemPath(path))).isDirectory();
      if (isFolder) problems.push(...(await findNoFile(path, filter)));
      paths.push({ path, isFolder });
    } catch (error) {
      problems.push(describeMissing(path, error));
    }
  };

  for (const input of inputs) {
    if (!input.startsWith('@')) {
      const path = resolve(currentFolder, input);
      await add(path);
      roots.push(paths.at(-1)?.isFolder === true ? path : dirname(path));
      continue;
    }
    const list = resolve(currentFolder, input.slice(1));
    roots.push(dirname(list));
    try {
      const listed = parseList(await readFile(toFileSystemPath(list)));
      if (listed.length === 0) problems.push(`${list}: the list names no file`);
      for (const path of listed) await add(resolve(dirname(list), path));
    } catch (error) {
      problems.push(describeMissing(list, error));
    }
  }
  return { paths, root: commonFolder(roots), filter, problems };
}

async function findNoFile(folder: string, filter: FileFilter): Promise<string[]> {
  let empty = true;
  for await (const files of walkFolder(folder, () => {})) {
    empty = false;
    if (files.some((file) => filter.selects(relative(folder, file)))) return [];
  }
  return [`${folder}: ${empty ? 'the folder contains no file' : 'every file is left out'}`];
}

/** The innermost folder that contains all of them; null when that is the root of the file system. */
function commonFolder(folders: readonly string[]): string | null {
  const [first = [], ...others] = folders.map((folder) => folder.split('/'));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return first.slice(0, end === -1 ? undefined : end).join('/') || null;
}

/**
 * The files of an input, directory by directory. One folder is listed as it goes; only several inputs, which may name a
 * file twice, are kept in memory.
 *
 * @param seed draws the order of the files of each folder; null for sorted ones
 */
export async function* filesByDirectory(
  { paths, filter }: Input,
  warn: (warning: string) => void,
  seed: string | null = null,
): AsyncGenerator<FileGroup> {
  const [first, second] = paths;
  if (first?.isFolder !== true || second !== undefined) {
    yield* groupFiles(await gather(paths, filter, warn, seed));
    return;
  }
  for await (const files of selected(first.path, filter, warn, seed))
    yield { folder: dirname(files[0] ?? ''), files };
}

/** Finds all files that INPUT names. */
export async function listInputFiles(
  inputs: readonly string[],
  currentFolder: string,
  filter: FileFilter,
): Promise<InputListing> {
  const { paths, problems } = await openInput(inputs, currentFolder, filter);
  const warnings: string[] = [];
  const files = await gather(paths, filter, (warning) => warnings.push(warning));
  const folders = paths.flatMap(({ path, isFolder }) => (isFolder ? [path] : []));
  return { files: [...files.keys()], folders, warnings, problems };
}

async function* selected(
  folder: string,
  filter: FileFilter,
  warn: (warning: string) => void,
  seed: string | null,
): AsyncGenerator<readonly string[]> {
  for await (const files of walkFolder(folder, warn, seed)) yield filter.select(files, folder);
}

/** The files with whether each was named itself. */
async function gather(
  paths: Input['paths'],
  filter: FileFilter,
  warn: (warning: string) => void,
  seed: string | null = null,
): Promise<Map<string, boolean>> {
  const files = new Map<string, boolean>();
  const add = (path: string, isNamed: boolean): void => {
    if (!files.has(path)) files.set(path, isNamed);
  };
  for (const { path, isFolder } of paths) {
    if (!isFolder) add(path, true);
    else
      for await (const part of selected(path, filter, warn, seed)) for (const file of part) add(file, false);
  }
  return files;
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
