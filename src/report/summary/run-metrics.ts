import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mergeMetrics,
  METRICS_FOLDER,
  type MetricsRecord,
  parseMetricsRecord,
  type RunMetrics,
} from '../../metrics/metrics-record.ts';

/** The metrics of a run, from the records of its processes; null without a record. */
export async function readRunMetrics(failedItems: string): Promise<RunMetrics | null> {
  return mergeMetrics(await readMetricsRecords(failedItems));
}

/** What the worker processes left in the folder of the failed items. A file that is not a record is ignored. */
export async function readMetricsRecords(failedItems: string): Promise<readonly MetricsRecord[]> {
  const folder = join(failedItems, METRICS_FOLDER);
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  const records: MetricsRecord[] = [];
  for (const name of files) {
    const record = parseMetricsRecord(await readFile(join(folder, name), 'utf8').catch(() => ''));
    if (record !== null) records.push(record);
  }
  return records;
}

/** `120 (429 for 2.5 %), 48 transactions billed`; empty where no request was sent. */
export function requestsText(metrics: RunMetrics | null): string {
  const { requests = 0, share_429 = 0, billed_transactions = 0 } = metrics?.totals ?? {};
  if (requests === 0) return '';
  const rejected = share_429 === 0 ? '' : ` (429 for ${(100 * share_429).toFixed(1)} %)`;
  return `${requests}${rejected}, ${billed_transactions} ${billed_transactions === 1 ? 'transaction' : 'transactions'} billed`;
}
