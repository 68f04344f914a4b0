import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PartitionsPresent } from './partitions-present.ts';
import { findPartition } from './partition.ts';

/** Folders that are listed at most: a mount serves each listing over the network. */
const MAX_LISTINGS = 200;
/** Files and folders that are seen at most. */
const MAX_ENTRIES = 20_000;

/** What is below the folders of the input. */
export type PartitionSearch =
  | { readonly result: 'found' }
  /** Every folder was seen, and none is the partition's. */
  | { readonly result: 'missing'; readonly present: PartitionsPresent }
  /** There are too many folders, or one cannot be listed. */
  | { readonly result: 'unknown' };

/** Looks for the folder of a partition, breadth first, and gives up early in a large data set. */
export async function lookForPartition(
  roots: readonly string[],
  partition: string,
  signal: AbortSignal,
): Promise<PartitionSearch> {
  const present = new PartitionsPresent();
  const folders: string[] = [];
  for (const root of roots) {
    if (!(await isFolder(root))) continue;
    if (findPartition(`${root}/x`, partition) !== null || (await isFolder(join(root, partition))))
      return { result: 'found' };
    folders.push(root);
  }
  if (folders.length === 0) return { result: 'unknown' };
  let entries = 0;
  for (let listed = 0; listed < folders.length; listed += 1) {
    const folder = folders[listed] ?? '';
    const below = listed < MAX_LISTINGS && !signal.aborted ? await list(folder) : null;
    entries += below?.entries ?? 0;
    if (below === null || entries > MAX_ENTRIES) return { result: 'unknown' };
    if (below.folders.length < below.entries || below.entries === 0) present.add(`${folder}/x`);
    for (const name of below.folders) {
      const path = `${folder}/${name}`;
      if (findPartition(`${path}/x`, partition) !== null) return { result: 'found' };
      folders.push(path);
    }
  }
  return { result: 'missing', present };
}

async function list(folder: string): Promise<{ entries: number; folders: string[] } | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    for (const link of entries.filter((entry) => entry.isSymbolicLink())) {
      if (await isFolder(join(folder, link.name))) folders.push(link.name);
    }
    return { entries: entries.length, folders };
  } catch {
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}
