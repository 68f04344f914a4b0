import { describe, expect, it } from 'vitest';
import { plainText, tonesOf } from '../../support/plain-text.ts';
import { formatDuration } from '../../../src/report/summary/duration.ts';
import { renderSummary } from '../../../src/report/summary/summary-text.ts';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';

/** As it is printed without colours. */
const textOf = (...args: Parameters<typeof renderSummary>): string => plainText(renderSummary(...args));

const summary: ReplaySummary = {
  version: 1,
  verdict: 'completed',
  rule: null,
  started_at: '2026-01-01T00:00:00.000Z',
  elapsed_seconds: 12.34,
  items_per_second: 1.6,
  host: 'python',
  arguments: [],
  settings: {},
  versions: {},
  mini_batches: { total: 2, processed: 2, failed: 0, pending: 0 },
  items: { total: 20, succeeded: 18, failed: 2, pending: 0 },
  left_out: {},
  rows: 18,
  rows_by_status: { skipped: 3, succeeded: 15 },
  nothing_read: null,
  failed_items: { empty: 2 },
  failed_mini_batches: [],
  failed_attempts: {},
  init_failures: 0,
  processes_started: 2,
  metrics: null,
  files: { rows: 'out/rows.txt', failed_items: 'out/failed_items', logs: 'out/logs' },
};

describe('renderSummary', () => {
  it('says what was done, why items failed, how fast, and where the files are', () => {
    expect(textOf(summary)).toBe(`\
mini-batches    2: 2 processed, 0 failed
items           20: 18 succeeded, 2 failed
rows            18 (succeeded 15, skipped 3)
failed items    2 (empty 2)
time            12.3 s, 1.6 items/s
rows in         out/rows.txt
reasons in      out/failed_items
logs in         out/logs
AML would say: Completed`);
  });

  it('counts what was left out', () => {
    const left_out = { '.*': 1, 'Thumbs.db': 2 };
    expect(textOf({ ...summary, left_out })).toContain('left out        3 (Thumbs.db 2, .* 1)\n');
    expect(textOf(summary)).not.toContain('left out');
  });

  it('names the rule that AML would fail the job for', () => {
    const rule = { name: 'error_threshold', message: 'too many' };
    expect(textOf({ ...summary, verdict: 'failed', rule })).toContain(
      'AML would say: Failed (error_threshold): too many',
    );
  });

  it('says what was not done after an interrupt', () => {
    const items = { total: 20, succeeded: 10, failed: 0, pending: 10 };
    expect(textOf({ ...summary, verdict: 'interrupted', items })).toMatch(
      /20: 10 succeeded, 0 failed, 10 not done[^]*Stopped before the end/,
    );
  });

  it('lists ten failed mini-batches and counts the others', () => {
    const failed_mini_batches = Array.from({ length: 12 }, (_, minibatch_index) => {
      return { minibatch_index, items: 1, attempts: 3, reason: 'ProcessDied', message: 'first\nsecond' };
    });
    const text = textOf({ ...summary, failed_mini_batches, failed_attempts: { ProcessDied: 36 } });
    expect(text.match(/failed after 3 attempts: ProcessDied: first$/gm)).toHaveLength(10);
    expect(text).toContain('and 2 more, all in summary.json');
    expect(text).toContain('failed attempts 36 (ProcessDied 36)');
    expect(textOf({ ...summary, failed_mini_batches }, Infinity).match(/failed after/g)).toHaveLength(12);
  });

  it.each([
    ['completed', 'AML would say: Completed', 'good'],
    ['failed', 'AML would say: Failed (x): y', 'bad'],
    ['interrupted', 'Stopped before the end: unfinished mini-batches are not counted', 'warning'],
  ] as const)('tells a run that %s by the tone of its verdict', (verdict, text, tone) => {
    const rule = verdict === 'failed' ? { name: 'x', message: 'y' } : null;
    const lines = renderSummary({ ...summary, verdict, rule });
    expect(lines.at(-1)).toEqual({ text, tone });
    expect(tonesOf(lines)).toEqual([tone]);
  });

  it('has a tone for failed mini-batches and for a run that read nothing, and for nothing else that says so', () => {
    const failed_mini_batches = [
      { minibatch_index: 3, items: 1, attempts: 1, reason: 'AML would', message: 'say: Completed' },
    ];
    const files = { ...summary.files, logs: 'mini-batch 1 failed' };
    const nothing_read = 'no image was read';
    const lines = renderSummary({ ...summary, failed_mini_batches, files, nothing_read });
    expect(tonesOf(lines)).toEqual(['bad', 'good', 'warning']);
  });
});

it.each([
  [0, '0.0 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min 00 s'],
  [185, '3 min 05 s'],
  [3599.6, '1 h 00 min'],
  [7620, '2 h 07 min'],
])('%f seconds are %j', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
