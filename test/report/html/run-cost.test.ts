import { expect, it } from 'vitest';
import { REPORT_PRICES } from '../../../src/cli/rows/report-prices.ts';
import type { MetricsRecord } from '../../../src/metrics/metrics-record.ts';
import { formatDollars, runCost } from '../../../src/report/html/run-cost.ts';

const PRICES = {
  asOf: '2026-05',
  priceOf: (service: string, count: number) =>
    ({ read: 0.002 * Math.min(count, 1000), 'custom-vision': 0.01 * count })[service] ?? null,
};

function recordOf(engine: string, billed: number, detections = 0): MetricsRecord {
  const counts = {
    transactions: { billed },
    requests: { custom_vision: { submit: { accepted: detections, over_rate: 9 } } },
  };
  const time = '2026-01-01T00:00:00.000Z';
  return {
    version: 1,
    process: 'p',
    engine,
    started_at: time,
    updated_at: time,
    figures: {},
    counts,
    calls: [],
  };
}

it.each([
  ['all processes at one price', [recordOf('read', 800), recordOf('read', 800)], 2],
  ['detections at their own', [recordOf('read', 300, 100)], 1.4],
  ['detections alone', [recordOf('offline', 5, 5)], 0.05],
  ['nothing offline', [recordOf('offline', 0)], null],
  ['nothing where nothing was sent', [recordOf('read', 0)], null],
  ['nothing without a record', [], null],
] as const)('bills %s', (_, records, cost) => {
  const found = runCost(records, PRICES);
  expect(found === null ? null : Number(found.toFixed(6))).toBe(cost);
});

it('takes the list prices of each service that bills', () => {
  const { priceOf } = REPORT_PRICES;
  for (const service of [
    'read',
    'read-container',
    'image-analysis',
    'document-intelligence',
    'custom-vision',
  ])
    expect(priceOf(service, 1000)).toBeGreaterThan(0);
  expect(priceOf('read-container', 1000)).toBe(priceOf('read', 1000));
  expect(priceOf('offline', 1000)).toBeNull();
  expect(priceOf('constructor', 1000)).toBeNull();
});

it.each([
  [12.3, '$12.30'],
  [0.01, '$0.01'],
  [0.0015, '< $0.01'],
])('%d is %s', (amount, text) => {
  expect(formatDollars(amount)).toBe(text);
});
