import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toFigures } from '../../../src/metrics/figures.ts';
import type { MetricsRecord } from '../../../src/metrics/metrics-record.ts';
import { metricsTable } from '../../../src/report/html/metrics-table.ts';
import { readRunMetrics, requestsText } from '../../../src/report/summary/run-metrics.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function recordOf(process: string, counts: MetricsRecord['counts']): MetricsRecord {
  const time = '2026-01-01T00:00:00.000Z';
  const figures = toFigures(counts);
  return {
    version: 1,
    process,
    engine: 'read',
    started_at: time,
    updated_at: time,
    figures,
    counts,
    calls: [],
  };
}

const submits = (accepted: number, rejected: number) => ({
  requests: { read_api: { submit: { accepted, over_rate: rejected } } },
  transactions: { billed: accepted },
  latency: { 100: accepted },
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'metrics'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'metrics', name), text);
  return folder;
}

it('adds up the processes of a run, and keeps each', async () => {
  const folder = await folderWith({
    'a.json': JSON.stringify(recordOf('a', submits(30, 0))),
    'b.json': JSON.stringify(recordOf('b', submits(8, 2))),
  });
  const metrics = await readRunMetrics(folder);
  expect(metrics).toMatchObject({
    processes: 2,
    totals: { requests: 40, share_429: 0.05, billed_transactions: 38 },
    by_process: { a: { requests: 30, share_429: 0 }, b: { requests: 10, share_429: 0.2 } },
  });
  expect(requestsText(metrics)).toBe('40 (429 for 5.0 %), 38 transactions billed');
  const [page] = metricsTable(metrics);
  expect(page?.source).toContain('2 processes');
  expect(page?.source).toMatch(/billed_transactions.*38.*30.*8/s);
});

it('ignores what is not a whole record: one cut by a kill, of another version, or of somebody else', async () => {
  const whole = JSON.stringify(recordOf('a', submits(1, 0)));
  const folder = await folderWith({
    'a.json': whole,
    'a.json.partial': whole,
    'cut.json': whole.slice(0, -20),
    'newer.json': whole.replace('"version":1', '"version":2'),
    'negative.json': whole.replace('"accepted":1', '"accepted":-1'),
    'text.json': whole.replace('"accepted":1', '"accepted":"1"'),
    'other.json': '[]',
  });
  const metrics = await readRunMetrics(folder);
  expect(metrics).toMatchObject({ processes: 1, totals: { requests: 1 } });
  expect(requestsText(metrics)).toBe('1, 1 transaction billed');
});

it('has no metrics where no worker left any', async () => {
  const folder = await temporaryFolder();
  expect(await readRunMetrics(folder)).toBeNull();
  expect(requestsText(null)).toBe('');
  expect(metricsTable(null)).toEqual([]);
});

it('says nothing of requests for an engine that sends none', async () => {
  const folder = await folderWith({ 'a.json': JSON.stringify(recordOf('a', { rows: 3 })) });
  expect(requestsText(await readRunMetrics(folder))).toBe('');
});
