import { describeValue } from './describe-value.ts';
import { isRecord } from './is-record.ts';
import type { MiniBatch, MiniBatchContext } from './mini-batch.ts';

/**
 * Checks the argument of `run`: all items are paths, or all are records.
 *
 * @throws TypeError that names the first item that is neither
 */
export function toMiniBatch(value: unknown): MiniBatch {
  if (!Array.isArray(value)) {
    throw new TypeError(`a mini-batch is a list of paths or of records, not ${describeValue(value)}`);
  }
  const items: readonly unknown[] = value;
  if (items.every((item) => typeof item === 'string')) return items;
  if (items.every(isRecord)) return items;
  const kind = typeof items[0] === 'string' ? 'path' : 'record';
  const index = items.findIndex((item) => (kind === 'path' ? typeof item !== 'string' : !isRecord(item)));
  throw new TypeError(
    `item ${index} of the mini-batch is ${describeValue(items[index])}; ` +
      (kind === 'path'
        ? 'the first item is a path, so every item must be a path (a string)'
        : 'every item must be a path (a string) or every item a record (a row of a table)'),
  );
}

/**
 * The known fields of the context; others belong to the runtime and are left out.
 *
 * @throws TypeError when the context is neither an object nor absent
 */
export function toMiniBatchContext(value: unknown): MiniBatchContext | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw new TypeError(`a mini-batch context is an object, not ${describeValue(value)}`);
  const index = value['minibatch_index'];
  const partition = value['partition_key_value'];
  const firstRow = value['global_row_index_lower_bound'];
  return {
    ...(typeof index === 'string' || typeof index === 'number' ? { minibatch_index: index } : {}),
    ...(isRecord(partition) ? { partition_key_value: partition } : {}),
    ...(typeof firstRow === 'number' ? { global_row_index_lower_bound: firstRow } : {}),
  };
}
