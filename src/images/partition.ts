import { toDisplayPath } from '../files/file-system-path.ts';

/** The position of a partition's segments in a path: `start` is the index of the first one in the string. */
export interface FoundPartition {
  readonly name: string;
  readonly start: number;
}

/**
 * Finds `partition` (`2020/08/07`, or `2020/08` for the month) in complete folder names; the file's own name is
 * ignored.
 */
export function findPartition(path: string, partition: string): FoundPartition | null {
  const folders = `/${folderOf(path)}`;
  const at = folders.indexOf(`/${partition}/`);
  return at === -1 ? null : { name: partition, start: at };
}

/** Finds the first `yyyy/mm/dd` in the folders of a path. */
export function findDatePartition(path: string): FoundPartition | null {
  const match = /(?<=^|\/)\d{4}\/(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])(?=\/)/.exec(folderOf(path));
  return match && { name: match[0], start: match.index };
}

/**
 * The key of an image: its path below `root`; outside it, from the partition on, or else the full path. It is
 * unique in a data set, and the same on every node whatever the mount point.
 */
export function toKey(path: string, root: string | null, partition: FoundPartition | null): string {
  const prefix = root === null ? null : root.replace(/\/*$/, '/');
  if (prefix !== null && path.startsWith(prefix)) return toDisplayPath(path.slice(prefix.length));
  return toDisplayPath(partition === null ? path : path.slice(partition.start));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
