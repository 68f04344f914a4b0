import { toPrintableLine } from '../../logging/printable.ts';
import type { TonedLine } from '../../logging/toned-line.ts';
import { requestsText } from './run-metrics.ts';
import { formatDuration } from './duration.ts';
import type { ReplaySummary } from './summary.ts';
import { renderCounts, textTable } from './text-table.ts';

/** Failed mini-batches that are listed. */
const SHOWN = 10;

/** The summary for people. @param shown the most mini-batches to list */
export function renderSummary(summary: ReplaySummary, shown = SHOWN): TonedLine[] {
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
    ...renderFailedMiniBatches(summary, shown),
    renderVerdict(summary),
    ...(summary.nothing_read === null
      ? []
      : [{ text: toPrintableLine(summary.nothing_read), tone: 'warning' } as const]),
  ];
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

function renderFailedMiniBatches({ failed_mini_batches: failed }: ReplaySummary, shown: number): TonedLine[] {
  const lines = failed.slice(0, shown).map(({ minibatch_index, attempts, reason, message }) => {
    const times = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
    const text = `mini-batch ${minibatch_index} failed after ${times}: ${reason}: ${message.split('\n')[0]}`;
    return { text, tone: 'bad' } as const;
  });
  const more = failed.length - lines.length;
  return more > 0 ? [...lines, `… and ${more} more, all in summary.json`] : lines;
}

function renderVerdict({ verdict, rule }: ReplaySummary): TonedLine {
  switch (verdict) {
    case 'completed':
      return { text: 'AML would say: Completed', tone: 'good' };
    case 'failed':
      return { text: `AML would say: Failed (${rule?.name}): ${rule?.message}`, tone: 'bad' };
    case 'interrupted':
      return { text: 'Stopped before the end: unfinished mini-batches are not counted', tone: 'warning' };
  }
}
