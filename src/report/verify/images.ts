import { posix } from 'node:path';
import { toDisplayPath } from '../../files/file-system-path.ts';
import { findDatePartition, findPartition, toKey } from '../../images/partition.ts';
import { Examples, type RowsVerifier } from './rows-verifier.ts';

/** The images that a job was given, as `--input` names them. */
export interface InputImages {
  /** Absolute. */
  readonly files: readonly string[];
  /** Absolute folders that a row's `file` may be relative to. */
  readonly roots: readonly string[];
  readonly partition: string | null;
}

/** The keys of rows, which are numbered from 0. */
export type RowKeys = Pick<RowsVerifier, 'rows' | 'find' | 'keyOf'>;

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
  rows: RowKeys,
  failedItems: ReadonlySet<string>,
): ImagesComparison {
  const missing = new Examples<string>();
  const unmatched = new Examples<string>();
  const matched = new Uint8Array(rows.rows);
  let withRow = 0;
  let failed = 0;
  for (const file of files) {
    const keys = keysOf(file, roots, partition);
    const numbers = keys.map((key) => rows.find(key)).filter((number) => number !== -1);
    for (const number of numbers) matched[number] = 1;
    if (numbers.length > 0) withRow += 1;
    else if (keys.some((key) => failedItems.has(key))) failed += 1;
    else missing.add(toDisplayPath(file));
  }
  matched.forEach((isMatched, number) => {
    if (isMatched === 0) unmatched.addLazily(() => rows.keyOf(number));
  });
  return { images: files.length, withRow, failed, missing, unmatched };
}

/** What `file` of a row may be for an image. */
export function keysOf(file: string, roots: readonly string[], partition: string | null): string[] {
  const found = [partition === null ? null : findPartition(file, partition), findDatePartition(file)];
  return [
    ...roots
      .filter((root) => !posix.relative(root, file).startsWith('../../'))
      .map((root) => toKey(file, root, null)),
    ...found.flatMap((at) => (at === null ? [] : [toKey(file, null, at)])),
    toKey(file, null, null),
  ];
}
