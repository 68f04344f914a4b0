import { posix } from 'node:path';

/** One mini-batch of the job; `index` is its identity for AML (`minibatch_index`), from 0. */
export interface MiniBatchTask {
  readonly index: number;
  /** Absolute paths, all in one directory. */
  readonly files: readonly string[];
}

/**
 * Cuts files into mini-batches as AML cuts a file data set: it walks directory by directory and starts a new
 * mini-batch in each, so that a mini-batch never mixes the files of two. Directories come in the order in which
 * they first appear, files in the order given.
 */
export function splitFiles(files: readonly string[], miniBatchSize: number): MiniBatchTask[] {
  const directories = groupByDirectory(files);
  const batches = [...directories.values()].flatMap((inOneDirectory) =>
    chunks(inOneDirectory, miniBatchSize),
  );
  return batches.map((batch, index) => ({ index, files: batch }));
}

function groupByDirectory(files: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const directory = posix.dirname(file);
    const group = groups.get(directory);
    if (group === undefined) groups.set(directory, [file]);
    else group.push(file);
  }
  return groups;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
