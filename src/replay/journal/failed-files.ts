import { join } from 'node:path';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { toDisplayPath } from '../../files/file-system-path.ts';
import { readFailedItems } from '../../report/summary/failed-items.ts';
import { readLines } from '../../report/verify/read-lines.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';
import { listedFiles } from '../input/task-file.ts';
import { journalPaths } from './journal-paths.ts';
import { readJournal } from './read-journal.ts';

export interface FailedFiles {
  /** Absolute, in the order of the mini-batches. */
  readonly files: readonly string[];
  /** Mini-batches of which it is not known which files failed: all of their files are listed. */
  readonly unexplained: readonly number[];
}

/**
 * The files of a replay that have no text: of mini-batches that failed or did not run, failed items, and rows of JSON with
 * the status `failed`.
 */
export async function failedFiles(output: string, appendRowFileName: string): Promise<FailedFiles> {
  const paths = journalPaths(output);
  const rowCounts = await countRows(paths.events);
  const failedKeys = await readFailedKeys(output, join(output, appendRowFileName));
  const files: string[] = [];
  const unexplained: number[] = [];
  let index = 0;
  for await (const listed of listedFiles(paths.input)) {
    const all = listed.map(({ path }) => path);
    const rows = rowCounts.get(index);
    const explained = rows === undefined ? all : all.filter((file) => hasKey(file, failedKeys));
    if (explained.length < all.length - (rows ?? 0)) unexplained.push(index);
    files.push(...(unexplained.at(-1) === index ? all : explained));
    index += 1;
  }
  return { files, unexplained };
}

/** Rows by the index of each mini-batch that was processed. */
async function countRows(journal: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'appended' || event.event === 'counted') counts.set(event.index, event.rows);
  }
  return counts;
}

/** What failed, as `file` in failed items and rows: a path, or the end of one. */
async function readFailedKeys(output: string, rows: string): Promise<Set<string>> {
  const records = (await readFailedItems(join(output, FAILED_ITEMS_FOLDER))) ?? [];
  const failed = new Set(records.map(({ file }) => file));
  try {
    for await (const lines of readLines(rows, new AbortController().signal)) {
      for (const line of lines) follow(parseJson(line.toString()), failed);
    }
  } catch (error) {
    // With summary_only there are no rows.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return failed;
}

/** An item that failed in one attempt may have a row from a later one. */
function follow(row: unknown, failed: Set<string>): void {
  if (!isRecord(row) || typeof row['file'] !== 'string') return;
  if (row['status'] === 'failed') failed.add(row['file']);
  else failed.delete(row['file']);
}

function hasKey(path: string, keys: ReadonlySet<string>): boolean {
  const shown = toDisplayPath(path);
  if (keys.has(shown)) return true;
  for (let slash = shown.indexOf('/'); slash !== -1; slash = shown.indexOf('/', slash + 1)) {
    if (keys.has(shown.slice(slash + 1))) return true;
  }
  return false;
}
