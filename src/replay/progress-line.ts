import { formatDuration } from '../report/summary/duration.ts';
import type { Tally } from './schedule/tally.ts';

const BAR_WIDTH = 24;

/**
 * Items done and failed, the rate and the time left; with a bar where it fits. `width` in columns; null for no bar and
 * no limit.
 */
export function renderProgress({ items }: Tally, elapsedSeconds: number, width: number | null): string {
  const done = items.total - items.pending;
  const share = items.total === 0 ? 1 : done / items.total;
  const rate = elapsedSeconds > 0 ? done / elapsedSeconds : 0;
  const parts = [
    `${Math.floor(share * 100)} %`,
    `${done}/${items.total} items`,
    ...(items.failed === 0 ? [] : [`${items.failed} failed`]),
    `${rate.toFixed(1)}/s`,
    ...(rate === 0 || items.pending === 0 ? [] : [`${formatDuration(items.pending / rate)} left`]),
  ];
  const text = parts.join('  ');
  if (width === null) return text;
  if (width >= text.length + BAR_WIDTH + 3) return `${renderBar(share)}  ${text}`;
  return text.slice(0, Math.max(0, width));
}

function renderBar(share: number): string {
  const full = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
}
