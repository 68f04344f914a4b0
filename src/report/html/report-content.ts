import type { RowRecord } from '../verify/row-record.ts';
import type { FailedItemRecord } from '../summary/failed-items.ts';
import type { RunMetrics } from '../../metrics/metrics-record.ts';
import type { VerifyReport } from '../verify/verify-report.ts';

/** Rows shown one by one: the first of the file, and the least certain of all. */
const MAX_ROWS = 1000;
export const MAX_UNCERTAIN = 100;

/** What the page shows. */
export interface ReportContent {
  readonly title: string;
  readonly verify: VerifyReport;
  readonly rows: readonly RowRecord[];
  /** Lowest confidence first. */
  readonly uncertain: readonly RowRecord[];
  readonly failures: readonly FailureGroup[];
  /** Null where the workers left none. */
  readonly metrics: RunMetrics | null;
  /** Small JPEGs by the row's `file`, base64. */
  readonly thumbnails: ReadonlyMap<string, string>;
}

export interface FailureGroup {
  readonly code: string;
  readonly count: number;
  /** The first of them, as an example. */
  readonly file: string;
  readonly message: string;
}

/** Receives every row and keeps those that are shown. */
export class ShownRows {
  readonly rows: RowRecord[] = [];
  readonly failed: FailedRow[] = [];
  #uncertain: RowRecord[] = [];

  add(row: RowRecord): void {
    if (this.rows.length < MAX_ROWS) this.rows.push(row);
    if (row.confidence !== null) this.#uncertain.push(row);
    if (this.#uncertain.length > 10 * MAX_UNCERTAIN) this.#uncertain = this.uncertain;
    if (row.status === 'failed') {
      const { code, message } = row.error ?? { code: 'failed', message: '' };
      this.failed.push({ file: row.file, code, message });
    }
  }

  get uncertain(): RowRecord[] {
    return this.#uncertain
      .toSorted((left, right) => certainty(left) - certainty(right))
      .slice(0, MAX_UNCERTAIN);
  }
}

const certainty = ({ confidence }: RowRecord): number => confidence ?? 1;

type FailedRow = Pick<FailedItemRecord, 'file' | 'code' | 'message'>;

/** The most frequent reason first. */
export function groupFailures(failed: readonly FailedRow[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { file, code, message } of failed) {
    const group = groups.get(code) ?? { code, count: 0, file, message };
    groups.set(code, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].toSorted((left, right) => right.count - left.count);
}
