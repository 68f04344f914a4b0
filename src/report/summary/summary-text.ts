import { toPrintableLine } from '../../logging/printable.ts';
import { requestsText } from './run-metrics.ts';
import { formatDuration } from './duration.ts';
import type { ReplaySummary } from './summary.ts';
import { renderCounts, textTable } from './text-table.ts';

const MAX_FAILED_MINI_BATCHES = 10;

/** The summary as text, without a final line feed. */
export function renderSummary(summary: ReplaySummary): string {
  return [
    ...textTable([
      ['mini-batches', renderSettled(summary.mini_batches, 'processed')],
      ['items', renderSettled(summary.items, 'succeeded')],
      ['left out', renderLeftOut(summary.left_out)],
      ['rows', `${summary.rows}${renderCounts(summary.rows_by_status)}`],
      ['failed items', `${summary.items.failed}${renderCounts(summary.failed_items)}`],
      ['failed attempts', renderAttempts(summary)],
      ['time', `${formatDuration(summary.elapsed_seconds)}, ${summary.items_per_second.toFixed(1)} items/s`],
      ['requests', requestsText(summary.metrics)],
      ['rows in', summary.files.rows ?? ''],
      ['reasons in', summary.files.failed_items ?? ''],
      ['logs in', summary.files.logs],
    ]),
    ...renderFailedMiniBatches(summary),
    renderVerdict(summary),
    ...(summary.nothing_read === null ? [] : [toPrintableLine(summary.nothing_read)]),
  ].join('\n');
}

type Settled<Name extends string> = Readonly<Record<'total' | 'failed' | 'pending' | Name, number>>;

function renderSettled<Name extends string>(counts: Settled<Name>, good: Name): string {
  const pending = counts.pending === 0 ? '' : `, ${counts.pending} not done`;
  return `${counts.total}: ${counts[good]} ${good}, ${counts.failed} failed${pending}`;
}

function renderLeftOut(counts: ReplaySummary['left_out']): string {
  const count = Object.values(counts).reduce((sum, value) => sum + value, 0);
  return count === 0 ? '' : `${count}${renderCounts(counts)}`;
}

function renderAttempts({ failed_attempts, init_failures }: ReplaySummary): string {
  const count = Object.values(failed_attempts).reduce((sum, value) => sum + value, 0);
  const parts = [
    ...(count === 0 ? [] : [`${count}${renderCounts(failed_attempts)}`]),
    ...(init_failures === 0 ? [] : [`${init_failures} of init()`]),
  ];
  return parts.join('; ');
}

function renderFailedMiniBatches({ failed_mini_batches: failed }: ReplaySummary): string[] {
  const lines = failed
    .slice(0, MAX_FAILED_MINI_BATCHES)
    .map(({ minibatch_index, attempts, reason, message }) => {
      return `mini-batch ${minibatch_index} failed after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${reason}: ${message.split('\n')[0]}`;
    });
  const more = failed.length - lines.length;
  return more > 0 ? [...lines, `… and ${more} more, all in summary.json`] : lines;
}

function renderVerdict({ verdict, rule }: ReplaySummary): string {
  switch (verdict) {
    case 'completed':
      return 'AML would say: Completed';
    case 'failed':
      return `AML would say: Failed (${rule?.name}): ${rule?.message}`;
    case 'interrupted':
      return 'Stopped before the end: unfinished mini-batches are not counted';
  }
}
