import { join } from 'node:path';
import { toDisplayPath } from '../../files/file-system-path.ts';
import { listedFiles } from '../input/task-file.ts';
import { journalPaths } from './journal-paths.ts';
import { readJournal } from './read-journal.ts';
import { readReadKeys, type ReadKeys } from './read-keys.ts';

export interface FailedFiles {
  /** Absolute, in the order of the mini-batches. */
  readonly files: readonly string[];
  /** Mini-batches of which it is not known which files failed: all of their files are listed. */
  readonly unexplained: readonly number[];
}

/**
 * The files of a replay that have no text: of mini-batches that failed or did not run, failed items, files without a row of
 * our worker, and rows with the status `failed`.
 */
export async function failedFiles(output: string, appendRowFileName: string): Promise<FailedFiles> {
  const paths = journalPaths(output);
  const rowCounts = await countRows(paths.events);
  const keys = await readReadKeys(output, join(output, appendRowFileName));
  const files: string[] = [];
  const unexplained: number[] = [];
  let index = 0;
  for await (const listed of listedFiles(paths.input)) {
    const all = listed.map(({ path }) => path);
    const rows = rowCounts.get(index);
    const failed = rows === undefined ? all : failedAmong(all, rows, keys);
    if (failed === null) unexplained.push(index);
    files.push(...(failed ?? all));
    index += 1;
  }
  return { files, unexplained };
}

/** @returns null where it is not known which files of the mini-batch failed */
function failedAmong(all: readonly string[], rows: number, keys: ReadKeys): readonly string[] | null {
  const outcomes = all.map((file) => ({ file, outcome: outcomeOf(file, keys) }));
  const without = (outcome: string) => outcomes.flatMap((one) => (one.outcome === outcome ? [] : [one.file]));
  const named = outcomes.filter(({ outcome }) => outcome === 'read' || outcome === 'failed row').length;
  if (named === rows) return without('read');
  const explained = outcomes.filter(({ outcome }) => outcome.startsWith('failed'));
  return explained.length < all.length - rows ? null : explained.map(({ file }) => file);
}

/** A key is a path or the end of one; the longest one is that of the file. */
function outcomeOf(path: string, { read, failedRows, failedItems }: ReadKeys): string {
  const shown = toDisplayPath(path);
  for (let start = 0; ; start = shown.indexOf('/', start) + 1) {
    const key = shown.slice(start);
    if (read.find(key) !== -1) return 'read';
    if (failedRows.has(key)) return 'failed row';
    if (failedItems.has(key)) return 'failed item';
    if (!key.includes('/')) return 'unknown';
  }
}

/** Rows by the index of each mini-batch that was processed. */
async function countRows(journal: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'appended' || event.event === 'counted') counts.set(event.index, event.rows);
  }
  return counts;
}
