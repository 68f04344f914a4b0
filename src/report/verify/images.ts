import { posix } from 'node:path';
import { toDisplayPath } from '../../files/file-system-path.ts';
import { findDatePartition, findPartition, toKey } from '../../images/partition.ts';
import { Examples } from './rows-verifier.ts';

/** The images that a job was given, as `--input` names them. */
export interface InputImages {
  /** Absolute. */
  readonly files: readonly string[];
  /** Absolute folders that a row's `file` may be relative to. */
  readonly roots: readonly string[];
  readonly partition: string | null;
}

export interface ImagesComparison {
  readonly images: number;
  readonly withRow: number;
  readonly failed: number;
  /** Images with neither. */
  readonly missing: Examples<string>;
  /** Rows that name none of the images. */
  readonly unmatched: Examples<string>;
}

/**
 * A row or a failed item belongs to an image when its `file` is one of the keys that the worker makes of it: the path
 * below a root, the path from the partition on (the given one, or a date yyyy/mm/dd), or the absolute path.
 */
export function compareImages(
  { files, roots, partition }: InputImages,
  rows: ReadonlySet<string>,
  failedItems: ReadonlySet<string>,
): ImagesComparison {
  const missing = new Examples<string>();
  const unmatched = new Examples<string>();
  const known = new Set<string>();
  let withRow = 0;
  let failed = 0;
  for (const file of files) {
    const keys = keysOf(file, roots, partition);
    keys.forEach((key) => known.add(key));
    if (keys.some((key) => rows.has(key))) withRow += 1;
    else if (keys.some((key) => failedItems.has(key))) failed += 1;
    else missing.add(toDisplayPath(file));
  }
  for (const row of rows) if (!known.has(row)) unmatched.add(row);
  return { images: files.length, withRow, failed, missing, unmatched };
}

function keysOf(file: string, roots: readonly string[], partition: string | null): string[] {
  const found = [partition === null ? null : findPartition(file, partition), findDatePartition(file)];
  return [
    ...roots
      .filter((root) => !posix.relative(root, file).startsWith('../../'))
      .map((root) => toKey(file, root, null)),
    ...found.flatMap((at) => (at === null ? [] : [toKey(file, null, at)])),
    toKey(file, null, null),
  ];
}
