import type { RunMetrics } from '../../metrics/metrics-record.ts';
import { formatDuration } from '../summary/duration.ts';
import { html, type Markup } from './markup.ts';
import { metricsTable } from './metrics-table.ts';

export type FigureTile = readonly [label: string, value: string];

/** The figures that people ask for first, and a table of all; docs/metrics.md says what each means. */
export function metricsOverview(metrics: RunMetrics, more: readonly FigureTile[] = []): Markup {
  return html`<dl class="tiles">
      ${[...tilesOf(metrics.totals), ...more].map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${metricsTable(metrics)}`;
}

function tilesOf(figures: RunMetrics['totals']): FigureTile[] {
  const when = (name: string, label: string, show: (figure: number) => string): FigureTile[] => {
    const figure = figures[name] ?? 0;
    return figure === 0 ? [] : [[label, show(figure)]];
  };
  return [
    ...when('mini_batches', 'calls of run()', count),
    ...when('mini_batches_raised', 'of these raised', count),
    ...when('run_s', 'within run()', formatDuration),
    ...when('item_p50_ms', 'half of the images within', milliseconds),
    ...when('item_p90_ms', '90 % within', milliseconds),
    ...when('item_p99_ms', '99 % within', milliseconds),
    ...when('requests', 'requests', count),
    ...when('share_429', 'rejected for their rate (429)', (share) => `${(100 * share).toFixed(1)} %`),
    ...when('wait_turn_s', 'waits for a turn', formatDuration),
    ...when('wait_retry_s', 'waits before retries', formatDuration),
    ...when('billed_transactions', 'billed transactions', count),
    ...when('uncertain_transactions', 'perhaps billed', count),
    ...when('stored_results', 'readings from the store', count),
  ];
}

const count = (figure: number): string => figure.toLocaleString('en');

const milliseconds = (figure: number): string =>
  figure < 1000 ? `${Math.round(figure)} ms` : formatDuration(figure / 1000);
