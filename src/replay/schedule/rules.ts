import type { Tally } from './tally.ts';

export type OutputAction = 'append_row' | 'summary_only';

export interface RuleLimits {
  /** Failed items that AML tolerates; -1 for any number. */
  readonly errorThreshold: number;
  /** Mini-batches that may fail in all attempts; -1 for any number. */
  readonly allowedFailedCount: number;
  /** The same as a percentage of all mini-batches, from 0 to 100. */
  readonly allowedFailedPercent: number;
  readonly outputAction: OutputAction;
}

export interface BrokenRule {
  /** Stable, for machines. */
  readonly name: string;
  readonly message: string;
}

interface Rule {
  readonly name: string;
  /** `running`: evaluated after every mini-batch and at the end. `end`: only when all are settled. */
  readonly when: 'running' | 'end';
  broken(tally: Tally, limits: RuleLimits): string | null;
}

/** When AML fails a job whose mini-batches are all settled, or stops one that still runs. */
const RULES: readonly Rule[] = [
  {
    name: 'error_threshold',
    when: 'running',
    broken({ items }, { errorThreshold }) {
      if (errorThreshold < 0 || items.failed <= errorThreshold) return null;
      return `${items.failed === 1 ? '1 item' : `${items.failed} items`} failed and --error_threshold is ${errorThreshold}; AML stops such a job`;
    },
  },
  {
    name: 'allowed_failed_count',
    when: 'running',
    broken({ miniBatches: { failed } }, { allowedFailedCount }) {
      if (allowedFailedCount < 0 || failed <= allowedFailedCount) return null;
      return `${describeFailed(failed)} and --allowed_failed_count is ${allowedFailedCount}; AML stops such a job`;
    },
  },
  {
    // AML begins to check when all mini-batches are scheduled; here they are from the start.
    name: 'allowed_failed_percent',
    when: 'running',
    broken({ miniBatches: { failed, total } }, { allowedFailedPercent }) {
      if (failed * 100 <= allowedFailedPercent * total) return null;
      return `${describeFailed(failed)} of ${total} and --allowed_failed_percent is ${allowedFailedPercent}; AML stops such a job`;
    },
  },
  {
    name: 'no_result_to_append',
    when: 'end',
    broken({ items }, { outputAction }) {
      if (outputAction !== 'append_row' || items.succeeded > 0) return null;
      return 'no mini-batch returned a row, so there is nothing to append; AML fails such a job (with --output_action summary_only it would not)';
    },
  },
];

function describeFailed(count: number): string {
  return count === 1 ? '1 mini-batch failed' : `${count} mini-batches failed`;
}

/** The first rule that the job breaks. */
export function brokenRule(when: 'running' | 'end', tally: Tally, limits: RuleLimits): BrokenRule | null {
  for (const rule of RULES) {
    if (when === 'running' && rule.when === 'end') continue;
    const message = rule.broken(tally, limits);
    if (message !== null) return { name: rule.name, message };
  }
  return null;
}
