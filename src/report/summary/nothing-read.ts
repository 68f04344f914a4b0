import type { PartitionsPresent } from '../../images/partitions-present.ts';
import { renderCounts } from './text-table.ts';

/** What is known about a whole run that has ended. */
export interface RunCounts {
  /** Rows, also those without a status. */
  readonly rows: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Images without a row by reason; a reason is known for each. */
  readonly failedItems: Readonly<Record<string, number>>;
}

/**
 * Why a run did nothing although AML calls it completed: a sentence, or null where something was read or where the rows of
 * an entry script do not say.
 *
 * @param partitions of the images that were skipped
 */
export function whyNothingRead(
  { rows, byStatus, failedItems }: RunCounts,
  partitions: PartitionsPresent,
): string | null {
  const { skipped = 0, failed = 0, succeeded = 0, no_text: withoutText = 0 } = byStatus;
  if (succeeded + withoutText > 0 || skipped + failed < rows) return null;
  const reasons = failed === 0 ? failedItems : { ...failedItems, 'failed rows': failed };
  const unread = sum(reasons);
  if (skipped === 0) {
    return unread === 0
      ? null
      : `Nothing was read: each of the ${unread} images failed${renderCounts(reasons)}.`;
  }
  const others = unread === 0 ? '' : ` The others, ${unread}, failed${renderCounts(reasons)}.`;
  const what = unread === 0 ? 'every image was' : `${skipped} of ${skipped + unread} images were`;
  return `Nothing was read: ${what} skipped, because none is in the partition of --input_partition.${others} The partitions that are there: ${partitions.description}.`;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
