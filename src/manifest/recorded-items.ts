import { posix } from 'node:path';
import type { MiniBatch, MiniBatchContext, TabularRow } from '../contract/mini-batch.ts';
import { isBelow } from '../images/partition.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { type Manifest, MOST_ITEM_BYTES } from './manifest.ts';

type RecordedItems = Pick<Manifest, 'input_folder' | 'items'> & { readonly leftOut: number };

/**
 * The items of a mini-batch without secrets, as many as there is room for.
 *
 * @param inputFolders where AML mounted the images, as far as that is known
 */
export function recordedItems(miniBatch: MiniBatch, inputFolders: readonly string[]): RecordedItems {
  const items: (string | TabularRow)[] = [];
  let room = MOST_ITEM_BYTES;
  for (const item of miniBatch) {
    const recorded = typeof item === 'string' ? recordedPath(item) : recordedRow(item);
    room -= Buffer.byteLength(JSON.stringify(recorded)) + 1;
    if (room < 0) break;
    items.push(recorded);
  }
  const paths = miniBatch.filter((item) => typeof item === 'string' && posix.isAbsolute(item));
  const input_folder = inputFolderOf(paths as readonly string[], inputFolders);
  return { input_folder, items, leftOut: miniBatch.length - items.length };
}

/** A path may look like a credential; a URL may hold one. */
function recordedPath(item: string): string {
  return item.includes('://') ? knownSecrets.redactMessage(item) : knownSecrets.redact(item);
}

function recordedRow(row: TabularRow): TabularRow {
  const cells = Object.entries(row).map(([name, cell]) => [
    name,
    typeof cell === 'string' ? knownSecrets.redactMessage(cell) : cell,
  ]);
  return Object.fromEntries(cells) as TabularRow;
}

/** @throws Error for a key of a partition that is longer than all items may be */
export function recordedContext(context: MiniBatchContext | null): Manifest['context'] {
  const { partition_key_value: key, global_row_index_lower_bound: row } = context ?? {};
  if (JSON.stringify(key ?? null).length > MOST_ITEM_BYTES)
    throw new Error('the key of the partition is too long');
  return {
    ...(key !== undefined && { partition_key_value: key === null ? null : recordedRow(key) }),
    ...(row !== undefined && { global_row_index_lower_bound: row }),
  };
}

/** The mount that all paths are in; where none is known, the innermost folder that they are in. */
function inputFolderOf(paths: readonly string[], inputFolders: readonly string[]): string | null {
  const mount = inputFolders.find((folder) => paths.every((path) => isBelow(path, folder)));
  if (paths.length === 0) return null;
  if (mount !== undefined) return mount;
  let folder = posix.dirname(paths[0] ?? '/');
  while (!paths.every((path) => isBelow(path, folder))) folder = posix.dirname(folder);
  return folder;
}
