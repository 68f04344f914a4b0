import type { FailedItemRecord } from '../summary/failed-items.ts';
import type { MetricsRecord, RunMetrics } from '../../metrics/metrics-record.ts';
import type { RowRecord } from '../verify/row-record.ts';
import type { VerifyReport } from '../verify/verify-report.ts';
import type { Picture } from './pictures.ts';
import type { ReplayFacts } from './replay-facts.ts';
import type { Prices } from './run-cost.ts';

export const MAX_UNCERTAIN = 100;
const CONFIDENCE_BARS = 20;
const MAX_ENGINES = 20;

/** The rows that are shown, counted from 1; both ends are included. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** What the page shows. */
export interface ReportContent {
  readonly title: string;
  readonly verify: VerifyReport;
  /** Null where nothing is known but the rows. */
  readonly run: ReplayFacts | null;
  readonly range: RowRange;
  readonly rows: ShownRows;
  readonly failures: readonly FailureGroup[];
  /** Null where the workers left none. */
  readonly metrics: RunMetrics | null;
  /** Of the processes, one by one. */
  readonly records: readonly MetricsRecord[];
  readonly prices: Prices;
  readonly pictures: ReadonlyMap<RowRecord, Picture>;
}

/** The images that failed for one reason. */
export interface FailureGroup {
  readonly code: string;
  readonly failed: readonly FailedRow[];
}

export type FailedRow = Pick<FailedItemRecord, 'file' | 'code' | 'message'>;

/** Receives every row, counts all, and keeps those that are shown. */
export class ShownRows {
  /** Those of the range. */
  readonly rows: RowRecord[] = [];
  readonly failed: FailedRow[] = [];
  /** Rows by confidence, in equal parts from 0 to 1. */
  readonly confidences: number[] = Array.from({ length: CONFIDENCE_BARS }, () => 0);
  /** Rows with a warning. */
  warned = 0;
  /** Rows by engine and model. */
  readonly engines = new Map<string, number>();
  readonly #range: RowRange;
  #uncertain: RowRecord[] = [];
  #count = 0;

  constructor(range: RowRange) {
    this.#range = range;
  }

  add(row: RowRecord): void {
    this.#count += 1;
    if (this.#count >= this.#range.from && this.#count <= this.#range.to) this.rows.push(row);
    if ((row.warnings ?? []).length > 0) this.warned += 1;
    this.#addConfidence(row);
    this.#addEngine(row);
    if (row.status === 'failed') {
      const { code, message } = row.error ?? { code: 'failed', message: '' };
      this.failed.push({ file: row.file, code, message });
    }
  }

  /** Lowest confidence first. */
  get uncertain(): RowRecord[] {
    return this.#uncertain
      .toSorted((left, right) => certainty(left) - certainty(right))
      .slice(0, MAX_UNCERTAIN);
  }

  #addConfidence(row: RowRecord): void {
    if (row.confidence === null) return;
    const bar = Math.min(Math.floor(row.confidence * CONFIDENCE_BARS), CONFIDENCE_BARS - 1);
    this.confidences[bar] = (this.confidences[bar] ?? 0) + 1;
    this.#uncertain.push(row);
    if (this.#uncertain.length > 10 * MAX_UNCERTAIN) this.#uncertain = this.uncertain;
  }

  #addEngine({ engine, model }: RowRecord): void {
    if (engine === null) return;
    const name = model === null ? engine : `${engine}, ${model}`;
    if (this.engines.size < MAX_ENGINES || this.engines.has(name))
      this.engines.set(name, (this.engines.get(name) ?? 0) + 1);
  }
}

const certainty = ({ confidence }: RowRecord): number => confidence ?? 1;

/** The most frequent reason first. */
export function groupFailures(failed: readonly FailedRow[]): FailureGroup[] {
  const groups = new Map<string, FailedRow[]>();
  for (const row of failed) {
    const group = groups.get(row.code);
    if (group === undefined) groups.set(row.code, [row]);
    else group.push(row);
  }
  return Array.from(groups, ([code, rows]) => ({ code, failed: rows })).toSorted(
    (left, right) => right.failed.length - left.failed.length,
  );
}
