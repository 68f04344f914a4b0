import { formatDuration } from '../report/summary/duration.ts';
import type { Tally } from './schedule/tally.ts';

const BAR_WIDTH = 24;

/** How far a replay is. */
export interface ReplayProgressState {
  readonly tally: Tally;
  /** Items that were done when it began or was continued, which say nothing about its rate. */
  readonly doneBefore: number;
  readonly elapsedSeconds: number;
}

/**
 * Items done and failed, the rate of the whole run and the time left at this rate, `…` as long as nothing is done; with a
 * bar where it fits. On narrow terminals whole parts are left out, the rate first and the share last.
 *
 * @param width in columns; null for no bar and no limit
 */
export function renderProgress(state: ReplayProgressState, width: number | null): string {
  const { items } = state.tally;
  const done = items.total - items.pending;
  const share = items.total === 0 ? 1 : done / items.total;
  const rate = state.elapsedSeconds > 0 ? (done - state.doneBefore) / state.elapsedSeconds : 0;
  const parts: Part[] = [
    { text: `${Math.floor(share * 100)} %`, rank: 0 },
    { text: `${done}/${items.total} items`, rank: 1 },
    ...(items.failed === 0 ? [] : [{ text: `${items.failed} failed`, rank: 3 }]),
    ...(rate === 0 ? [] : [{ text: `${rate.toFixed(1)}/s`, rank: 4 }]),
    ...(items.pending === 0 ? [] : [{ text: `${timeLeft(items.pending, rate)} left`, rank: 2 }]),
  ];
  if (width === null) return join(parts);
  const bar = { text: renderBar(share), rank: 5 };
  return join(fitting([bar, ...parts], width));
}

interface Part {
  readonly text: string;
  /** The highest is left out first. */
  readonly rank: number;
}

function timeLeft(pending: number, rate: number): string {
  return rate === 0 ? '…' : formatDuration(pending / rate);
}

function fitting(parts: readonly Part[], width: number): readonly Part[] {
  if (parts.length === 0 || join(parts).length <= width) return parts;
  const last = Math.max(...parts.map(({ rank }) => rank));
  return fitting(
    parts.filter(({ rank }) => rank !== last),
    width,
  );
}

function join(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('  ');
}

function renderBar(share: number): string {
  const full = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
}
