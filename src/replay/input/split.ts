import { posix } from 'node:path';
import type { TabularRow } from '../../contract/mini-batch.ts';
import type { TablePart } from '../table/table-part.ts';

/** One mini-batch of the job; `index` is its identity for AML (`minibatch_index`), from 0. */
export interface MiniBatchTask {
  readonly index: number;
  /** Absolute paths; of tables the files that the rows are in. */
  readonly files: readonly string[];
  /** The rows of tables that are its items; without it the files are. */
  readonly table?: TablePart;
  /** What the items have in common: the value of each partition key. */
  readonly partition?: TabularRow;
}

/** How many items a mini-batch has. */
export function itemCount({ files, table }: MiniBatchTask): number {
  return table?.rows ?? files.length;
}

/** Files that may be in one mini-batch. */
export interface FileGroup {
  /** The folder they were found in; null for files that were named one by one. */
  readonly folder: string | null;
  readonly files: readonly string[];
}

/**
 * Cuts files into mini-batches as AML cuts a file data set: it walks a folder directory by directory and starts a new
 * mini-batch in each, so that a mini-batch never mixes the files of two; files that were named one by one are mixed.
 *
 * @param groups consecutive ones of the same folder are one
 */
export async function* cutIntoMiniBatches(
  groups: AsyncIterable<FileGroup>,
  miniBatchSize: number,
): AsyncGenerator<MiniBatchTask> {
  let index = 0;
  let files: string[] = [];
  let current: string | null = null;
  for await (const { folder, files: found } of groups) {
    for (const file of found) {
      if (files.length === miniBatchSize || (files.length > 0 && folder !== current)) {
        yield { index, files };
        index += 1;
        files = [];
      }
      current = folder;
      files.push(file);
    }
  }
  if (files.length > 0) yield { index, files };
}

/** A job of one mini-batch, whatever the directories of its files. */
export async function* onlyMiniBatch(files: readonly string[]): AsyncGenerator<MiniBatchTask> {
  yield { index: 0, files };
}

/**
 * Directories come in the order in which they first appear, files in the order given.
 *
 * @param files with whether each was named itself
 */
export function groupFiles(files: Iterable<readonly [path: string, isNamed: boolean]>): FileGroup[] {
  const groups = new Map<string | null, string[]>();
  for (const [file, isNamed] of files) {
    const folder = isNamed ? null : posix.dirname(file);
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [file]);
    else group.push(file);
  }
  return Array.from(groups, ([folder, group]) => ({ folder, files: group }));
}
