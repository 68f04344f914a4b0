import type { BilledService } from './money/list-prices.ts';

/** The `version` of what `plan --json` prints; it changes when a field is renamed, removed or changes its meaning. */
export const PLAN_VERSION = 1;

/** What a run would read, cost and take. Bytes, seconds; prices in US dollars unless the user gave own ones. */
export interface PlanReport {
  readonly version: typeof PLAN_VERSION;
  readonly engine: string;
  readonly input: {
    readonly files: number;
    /** Of the files that were looked at: those outside the partition are not. */
    readonly bytes: number;
    readonly folders: number;
    /** Files of the folders that are not part of the input, by the glob of `--exclude`. */
    readonly left_out: Readonly<Record<string, number>>;
    /** By format, `other` for what is no image; the most frequent first. */
    readonly formats: readonly {
      readonly format: string;
      readonly files: number;
      readonly bytes: number;
      readonly largest: number;
    }[];
    /** Files that would be failed items, by their code; the most frequent first. */
    readonly refused: readonly {
      readonly code: string;
      readonly files: number;
      readonly message: string;
      readonly examples: readonly string[];
    }[];
    /** Files outside `--input_partition`. */
    readonly skipped: number;
    /** Images whose content an earlier one has. */
    readonly duplicates: { readonly files: number; readonly bytes: number };
    /** Files that would be read. */
    readonly images: number;
    readonly mini_batches: number;
  };
  /** Null offline. `price` is for `transactions`, the only ones of their month. */
  readonly bill: {
    readonly tier: string;
    readonly services: readonly {
      readonly service: BilledService;
      readonly transactions: number;
      readonly price: number;
    }[];
    readonly price: number;
    /** Null when all prices are the user's own. */
    readonly prices: { readonly as_of: string; readonly sources: readonly string[] } | null;
  } | null;
  /** By service. */
  readonly requests: Readonly<Record<string, number>>;
  readonly time: {
    /** At the rate of the service, whatever the nodes do; null where it has none. */
    readonly at_service_rate: number | null;
    /** With the settings below. */
    readonly whole_run: number;
    /** Of the largest mini-batch. */
    readonly longest_mini_batch: number;
    readonly nodes: number;
    readonly settings: PlanSettings;
  };
  readonly best: PlanSettings & { readonly whole_run: number };
  readonly risks: readonly Risk[];
  readonly assumptions: readonly string[];
  /** What AML would make of the files as they are: `failed` when too many are refused, `nothing_read` when it reads none. */
  readonly verdict: 'completed' | 'failed' | 'nothing_read';
}

/** AML's names. */
export interface PlanSettings {
  readonly mini_batch_size: number;
  readonly process_count_per_node: number;
  /** Seconds. */
  readonly run_invocation_timeout: number;
}

/** What would go wrong, with what to do. */
export interface Risk {
  readonly code: RiskCode;
  readonly message: string;
}

export type RiskCode =
  | 'nothing_matches'
  | 'nothing_readable'
  | 'error_threshold'
  | 'small_mini_batches'
  | 'small_folders'
  | 'few_mini_batches'
  | 'timeout_too_short'
  | 'timeout_tight'
  | 'too_many_processes'
  | 'free_quota'
  | 'pages_left_out';
