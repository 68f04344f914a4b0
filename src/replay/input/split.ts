import { posix } from 'node:path';
import type { TablePart } from '../table/table-part.ts';

/** One mini-batch of the job; `index` is its identity for AML (`minibatch_index`), from 0. */
export interface MiniBatchTask {
  readonly index: number;
  /** Absolute paths, all in one directory; of a table the one file. */
  readonly files: readonly string[];
  /** The rows of a table that are its items; without it the files are. */
  readonly table?: TablePart;
}

/** How many items a mini-batch has. */
export function itemCount({ files, table }: MiniBatchTask): number {
  return table?.rows ?? files.length;
}

/**
 * Cuts files into mini-batches as AML cuts a file data set: it walks directory by directory and starts a new mini-batch
 * in each, so that a mini-batch never mixes the files of two.
 *
 * @param parts the files, directory by directory
 */
export async function* cutIntoMiniBatches(
  parts: AsyncIterable<readonly string[]>,
  miniBatchSize: number,
): AsyncGenerator<MiniBatchTask> {
  let index = 0;
  let files: string[] = [];
  let directory = '';
  for await (const part of parts) {
    for (const file of part) {
      const next = posix.dirname(file);
      if (files.length === miniBatchSize || (files.length > 0 && next !== directory)) {
        yield { index, files };
        index += 1;
        files = [];
      }
      directory = next;
      files.push(file);
    }
  }
  if (files.length > 0) yield { index, files };
}

/** A job of one mini-batch, whatever the directories of its files. */
export async function* onlyMiniBatch(files: readonly string[]): AsyncGenerator<MiniBatchTask> {
  yield { index: 0, files };
}

/** Directories come in the order in which they first appear, files in the order given. */
export function groupByDirectory(files: Iterable<string>): string[][] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const directory = posix.dirname(file);
    const group = groups.get(directory);
    if (group === undefined) groups.set(directory, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}
