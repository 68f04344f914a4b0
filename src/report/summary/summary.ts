import type { RunMetrics } from '../../metrics/metrics-record.ts';

/** The `version` of summary.json; it changes when a field is renamed, removed or changes its meaning. */
export const SUMMARY_VERSION = 1;

/**
 * `completed` and `failed` as AML would say; `interrupted` when the replay was stopped before the end, by a signal or by
 * a limit of the machine.
 */
export type ReplayVerdict = 'completed' | 'failed' | 'interrupted';

/** Each mini-batch is in exactly one of processed, failed, pending. */
export interface MiniBatchCounts {
  readonly total: number;
  /** `run` returned, with any number of rows. */
  readonly processed: number;
  /** Failed in every attempt. */
  readonly failed: number;
  readonly pending: number;
}

/** Each item is in exactly one of succeeded, failed, pending. */
export interface ItemCounts {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly pending: number;
}

/** `summary.json`: what a replay did and what AML would say about it. Times in seconds, paths absolute. */
export interface ReplaySummary {
  readonly version: typeof SUMMARY_VERSION;
  readonly verdict: ReplayVerdict;
  /** The rule that AML would fail the job for. */
  readonly rule: { readonly name: string; readonly message: string } | null;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly elapsed_seconds: number;
  /** Settled items, succeeded and failed. */
  readonly items_per_second: number;
  readonly host: 'python' | 'node';
  /** Those of the entry script, without secrets. */
  readonly arguments: readonly string[];
  /** How the job ran, by AML's names: `mini_batch_size`, `run_max_try` and so on. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Of this package and of Node, and the `system`: `linux x64`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly mini_batches: MiniBatchCounts;
  readonly items: ItemCounts;
  /** Files in the folders of the input that are no items, by the glob of `--exclude`. */
  readonly left_out: Readonly<Record<string, number>>;
  readonly rows: number;
  /** Rows by their `status`, where they have one. */
  readonly rows_by_status: Readonly<Record<string, number>>;
  /** Why the run did nothing, although AML would call it completed; null when something was read. */
  readonly nothing_read: string | null;
  /** Failed items by reason: the code in failed_items, or why their mini-batch failed. The sum is `items.failed`. */
  readonly failed_items: Readonly<Record<string, number>>;
  readonly failed_mini_batches: readonly {
    readonly minibatch_index: number;
    readonly items: number;
    readonly attempts: number;
    readonly reason: string;
    readonly message: string;
  }[];
  /** Failed attempts by reason, including those that a later attempt made up for. */
  readonly failed_attempts: Readonly<Record<string, number>>;
  readonly init_failures: number;
  readonly processes_started: number;
  /** What the workers counted; null when they wrote none. docs/metrics.md has the figures. */
  readonly metrics: RunMetrics | null;
  readonly files: {
    /** Null with `--output_action summary_only`, or when nothing was appended. */
    readonly rows: string | null;
    /** Null when the worker wrote none. */
    readonly failed_items: string | null;
    readonly logs: string;
  };
}
