import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';

/** An item that `run` left out, as the worker recorded it. */
export interface FailedItemRecord {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly minibatchIndex: string;
}

/**
 * Reads the `*.jsonl` files that the worker processes left in a folder. An item that failed in several attempts at
 * its mini-batch counts once. A line that is not a record, such as the end of a file cut by a kill, is ignored.
 *
 * @returns null when the folder does not exist or has no records
 */
export async function readFailedItems(folder: string): Promise<readonly FailedItemRecord[] | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'));
  if (files.length === 0) return null;
  const records = new Map<string, FailedItemRecord>();
  for (const { name } of files) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      const record = parseFailedItem(line);
      if (record !== null) records.set(JSON.stringify([record.minibatchIndex, record.file]), record);
    }
  }
  return [...records.values()];
}

function parseFailedItem(line: string): FailedItemRecord | null {
  const record = parseJson(line);
  if (!isRecord(record)) return null;
  const { file, code, message, minibatch_index } = record;
  if (typeof file !== 'string' || typeof code !== 'string') return null;
  return { file, code, message: toText(message), minibatchIndex: toText(minibatch_index) };
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The reason of items that `run` returned no row for, and that no record explains. */
export const NOT_RETURNED = 'not_returned';

/**
 * Failed items by reason; the sum is `failed`. Records of mini-batches that failed are left out, because their items
 * are already counted under the reason of the mini-batch.
 */
export function countFailedItems(
  failed: number,
  failedMiniBatches: readonly { readonly index: number; readonly items: number; readonly reason: string }[],
  records: readonly FailedItemRecord[],
): Record<string, number> {
  const counts = new Map<string, number>();
  let unexplained = failed;
  const count = (reason: string, items: number): void => {
    const counted = Math.min(items, unexplained);
    if (counted > 0) counts.set(reason, (counts.get(reason) ?? 0) + counted);
    unexplained -= counted;
  };
  const whole = new Set(failedMiniBatches.map(({ index }) => String(index)));
  for (const { reason, items } of failedMiniBatches) count(reason, items);
  for (const { code, minibatchIndex } of records) if (!whole.has(minibatchIndex)) count(code, 1);
  count(NOT_RETURNED, unexplained);
  return Object.fromEntries(counts);
}
