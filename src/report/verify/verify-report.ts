import type { FailedItemRecord } from '../summary/failed-items.ts';
import { whyNothingRead } from '../summary/nothing-read.ts';
import type { ImagesComparison } from './images.ts';
import type { BrokenLine, DuplicateRow, Examples, RowsVerifier } from './rows-verifier.ts';

/** What `verify --json` prints. Lists hold the first 1000 entries, `count` counts all. */
export interface VerifyReport {
  readonly version: 1;
  /** No line is broken, no row conflicting or unmatched, no image missing. */
  readonly ok: boolean;
  /** The sum of rows, duplicates and broken lines. */
  readonly lines: number;
  /** Each image's row once. */
  readonly rows: number;
  readonly rows_by_status: Readonly<Record<string, number>>;
  /** Why the run did nothing; null when an image was read. It does not affect `ok`: the rows may be complete. */
  readonly nothing_read: string | null;
  readonly identical_duplicates: Listed<DuplicateRow>;
  readonly conflicting_duplicates: Listed<DuplicateRow>;
  readonly broken_lines: Listed<BrokenLine>;
  /** Images in the failed_items folder that have no row. */
  readonly failed_items: { readonly count: number; readonly by_code: Readonly<Record<string, number>> };
  /** Null without `--input`. */
  readonly images: {
    readonly count: number;
    readonly with_row: number;
    readonly failed: number;
    readonly missing: Listed<string>;
    readonly unmatched_rows: Listed<string>;
  } | null;
}

interface Listed<T> {
  readonly count: number;
  readonly first: readonly T[];
}

export function toVerifyReport(
  verifier: RowsVerifier,
  failedItems: readonly FailedItemRecord[],
  images: ImagesComparison | null,
): VerifyReport {
  const wrong = [
    verifier.broken,
    verifier.conflicting,
    ...(images ? [images.missing, images.unmatched] : []),
  ];
  const byStatus = Object.fromEntries(verifier.byStatus);
  const byCode = countCodes(failedItems);
  return {
    version: 1,
    ok: wrong.every(({ count }) => count === 0),
    lines: verifier.lines,
    rows: verifier.rows,
    rows_by_status: byStatus,
    nothing_read:
      verifier.broken.count > 0
        ? null
        : whyNothingRead({ rows: verifier.rows, byStatus, failedItems: byCode }, verifier.skippedPartitions),
    identical_duplicates: listed(verifier.identical),
    conflicting_duplicates: listed(verifier.conflicting),
    broken_lines: listed(verifier.broken),
    failed_items: { count: failedItems.length, by_code: byCode },
    images: images && {
      count: images.images,
      with_row: images.withRow,
      failed: images.failed,
      missing: listed(images.missing),
      unmatched_rows: listed(images.unmatched),
    },
  };
}

/** Each image's last failure, unless a later attempt has read the image. */
export function unreadItems(
  records: readonly FailedItemRecord[] | null,
  rows: Pick<RowsVerifier, 'find'>,
): FailedItemRecord[] {
  const byFile = new Map((records ?? []).map((record) => [record.file, record]));
  return [...byFile.values()].filter(({ file }) => rows.find(file) === -1);
}

function listed<T>({ count, kept }: Examples<T>): Listed<T> {
  return { count, first: kept };
}

function countCodes(records: readonly FailedItemRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of records) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries(counts);
}
