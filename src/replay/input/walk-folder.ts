import { type Dirent, statSync } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { systemErrorOf } from '../../files/system-error.ts';
import type { Random } from '../../flow/retry-schedule.ts';
import { seededRandom } from '../../flow/seeded-random.ts';
import { fromFileSystemPath, toFileSystemPath } from '../../files/file-system-path.ts';

/** Files that are handed on together, so that no array holds a whole folder's paths. */
const FILES_IN_PART = 1000;
/** Entries that one system call lists. */
const ENTRIES_READ_AT_ONCE = 1024;

/**
 * The files below a folder, in parts of one folder each: everything that is not a folder, hidden files too, as AML passes
 * all of it to `run`. A folder's own files come before those of its subfolders. Links are followed, as by AML; a link to
 * a folder that contains it is left out. AML takes names in the order of the file system; here they are sorted, or in an order
 * drawn from a seed, so that two replays are the same.
 *
 * @param warn is told of a folder that is left out, with the reason
 */
export async function* walkFolder(
  folder: string,
  warn: (warning: string) => void,
  seed: string | null = null,
  ancestors: readonly string[] = [],
): AsyncGenerator<readonly string[]> {
  const identity = await identify(folder);
  if (ancestors.includes(identity)) {
    warn(`${folder}: left out, it is a link to a folder that contains it`);
    return;
  }
  let names: FolderNames;
  try {
    names = await readNames(folder);
  } catch (error) {
    if (isLimit(error)) throw error;
    warn(`${folder}: left out, as by AML, which does not report it: ${(error as Error).message}`);
    return;
  }
  if (seed !== null) {
    const random = seededRandom(`${seed}/${basename(folder)}`);
    for (const list of [names.files, names.folders]) shuffle(list, random);
  }
  const toPath = (name: string): string => pathOf(folder, name);
  for (let start = 0; start < names.files.length; start += FILES_IN_PART) {
    yield names.files.slice(start, start + FILES_IN_PART).map(toPath);
  }
  for (const name of names.folders) yield* walkFolder(toPath(name), warn, seed, [...ancestors, identity]);
}

/** Sorted by their bytes, which are the characters of the names: a million names have to fit into the memory. */
interface FolderNames {
  readonly files: string[];
  readonly folders: string[];
}

async function readNames(folder: string): Promise<FolderNames> {
  const files: string[] = [];
  const folders: string[] = [];
  const listing = await opendir(toFileSystemPath(folder), {
    // The types know texts only.
    encoding: 'buffer' as BufferEncoding,
    bufferSize: ENTRIES_READ_AT_ONCE,
  });
  try {
    for (let entry = nextOf(listing); entry !== null; entry = nextOf(listing)) {
      const name = entry.name.toString('latin1');
      (isFolder(entry, pathOf(folder, name)) ? folders : files).push(name);
    }
  } finally {
    await listing.close();
  }
  // A copy of a million names would cost what the listing saves.
  // oxlint-disable-next-line unicorn/no-array-sort
  return { files: files.sort(byBytes), folders: folders.sort(byBytes) };
}

/** Durstenfeld's shuffle, in place. */
function shuffle(names: string[], random: Random): void {
  for (let last = names.length - 1; last > 0; last -= 1) {
    const drawn = Math.floor(random() * (last + 1));
    [names[last], names[drawn]] = [names[drawn] ?? '', names[last] ?? ''];
  }
}

function nextOf(listing: Awaited<ReturnType<typeof opendir>>): Dirent<Buffer> | null {
  return listing.readSync() as Dirent<Buffer> | null;
}

function byBytes(left: string, right: string): number {
  return left < right ? -1 : 1;
}

function pathOf(folder: string, name: string): string {
  return `${folder === '/' ? '' : folder}/${fromFileSystemPath(Buffer.from(name, 'latin1'))}`;
}

async function identify(folder: string): Promise<string> {
  const { dev, ino } = await stat(toFileSystemPath(folder), { bigint: true });
  return `${dev}:${ino}`;
}

function isFolder(entry: Dirent<Buffer>, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(toFileSystemPath(path)).isDirectory();
  } catch (error) {
    if (isLimit(error)) throw error;
    return false;
  }
}

/** A limit of this machine: not the folder's fault, so it must not be left out. */
function isLimit(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM'].includes(systemErrorOf(error)?.name ?? '');
}
