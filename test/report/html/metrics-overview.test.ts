import { expect, it } from 'vitest';
import { metricsOverview } from '../../../src/report/html/metrics-overview.ts';

it('shows latencies, waits, rejected requests and what was billed, and leaves out what did not occur', () => {
  const totals = {
    mini_batches: 3,
    item_p50_ms: 480.4,
    item_p99_ms: 61_000,
    share_429: 0.025,
    billed_transactions: 1234,
  };
  const { source } = metricsOverview({ processes: 1, totals, by_process: { p: totals } }, [
    ['at list prices', '$1.85'],
  ]);
  const tiles = Array.from(
    source.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>([^<]*)<\/dd>/g),
    ([, label, value]) => `${label}: ${value}`,
  );
  expect(tiles).toEqual([
    'calls of run(): 3',
    'half of the images within: 480 ms',
    '99 % within: 1 min 01 s',
    'rejected for their rate (429): 2.5 %',
    'billed transactions: 1,234',
    'at list prices: $1.85',
  ]);
});
