import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fromFileSystemPath, toFileSystemPath } from '../../files/file-system-path.ts';
import { groupByDirectory } from './split.ts';
import { walkFolder } from './walk-folder.ts';

/** What INPUT names; its folders are not listed yet. */
export interface Input {
  /** In the order given, absolute. */
  readonly paths: readonly { readonly path: string; readonly isFolder: boolean }[];
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
export async function openInput(inputs: readonly string[], currentFolder: string): Promise<Input> {
  const paths: { path: string; isFolder: boolean }[] = [];
  const problems: string[] = [];

  const add = async (path: string): Promise<void> => {
    try {
      const isFolder = (await stat(toFileSystemPath(path))).isDirectory();
      if (isFolder && (await walkFolder(path, () => {}).next()).done === true)
        problems.push(`${path}: the folder contains no file`);
      paths.push({ path, isFolder });
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
      const listed = parseList(await readFile(toFileSystemPath(list)));
      if (listed.length === 0) problems.push(`${list}: the list names no file`);
      for (const path of listed) await add(resolve(dirname(list), path));
    } catch (error) {
      problems.push(describeMissing(list, error));
    }
  }
  return { paths, problems };
}

/**
 * The files of an input, directory by directory. One folder is listed as it goes; only several inputs, which may name a
 * file twice, are kept in memory.
 */
export async function* filesByDirectory(
  { paths }: Input,
  warn: (warning: string) => void,
): AsyncGenerator<readonly string[]> {
  const [first, second] = paths;
  if (first?.isFolder === true && second === undefined) yield* walkFolder(first.path, warn);
  else yield* groupByDirectory(await gather(paths, warn));
}

/** Finds all files that INPUT names. */
export async function listInputFiles(
  inputs: readonly string[],
  currentFolder: string,
): Promise<InputListing> {
  const { paths, problems } = await openInput(inputs, currentFolder);
  const warnings: string[] = [];
  const files = await gather(paths, (warning) => warnings.push(warning));
  const folders = paths.flatMap(({ path, isFolder }) => (isFolder ? [path] : []));
  return { files: [...files], folders, warnings, problems };
}

async function gather(paths: Input['paths'], warn: (warning: string) => void): Promise<Set<string>> {
  const files = new Set<string>();
  for (const { path, isFolder } of paths) {
    if (!isFolder) files.add(path);
    else for await (const part of walkFolder(path, warn)) for (const file of part) files.add(file);
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
