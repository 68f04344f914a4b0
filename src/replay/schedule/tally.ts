import type { ItemCounts, MiniBatchCounts } from '../../report/summary/summary.ts';

/** What AML would know about the job. */
export interface Tally {
  readonly miniBatches: MiniBatchCounts;
  readonly items: ItemCounts;
  /** Elements that `run` returned; more than the items is legal. */
  readonly rows: number;
}

export function emptyTally(miniBatches: number, items: number): Tally {
  return {
    miniBatches: { total: miniBatches, processed: 0, failed: 0, pending: miniBatches },
    items: { total: items, succeeded: 0, failed: 0, pending: items },
    rows: 0,
  };
}

/** AML counts rows, not identities: one row is one succeeded item, a missing row is a failed one. */
export function countProcessed(tally: Tally, items: number, rows: number): Tally {
  const succeeded = Math.min(items, rows);
  return settle(tally, { processed: 1, succeeded, failed: items - succeeded, rows });
}

/** All items of a failed mini-batch count as failed. */
export function countFailed(tally: Tally, items: number): Tally {
  return settle(tally, { processed: 0, succeeded: 0, failed: items, rows: 0 });
}

interface Settlement {
  readonly processed: 0 | 1;
  readonly succeeded: number;
  readonly failed: number;
  readonly rows: number;
}

function settle({ miniBatches, items, rows }: Tally, settled: Settlement): Tally {
  return {
    miniBatches: {
      total: miniBatches.total,
      processed: miniBatches.processed + settled.processed,
      failed: miniBatches.failed + (1 - settled.processed),
      pending: miniBatches.pending - 1,
    },
    items: {
      total: items.total,
      succeeded: items.succeeded + settled.succeeded,
      failed: items.failed + settled.failed,
      pending: items.pending - settled.succeeded - settled.failed,
    },
    rows: rows + settled.rows,
  };
}
