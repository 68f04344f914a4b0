import { countAt } from '../../metrics/count-tree.ts';
import type { MetricsRecord } from '../../metrics/metrics-record.ts';

/** What transactions cost at list price. */
export interface Prices {
  /** When they were noted: `2026-05`. */
  readonly asOf: string;
  /** US dollars; null for an engine or detector that bills nothing. */
  readonly priceOf: (service: string, transactions: number) => number | null;
}

const DETECTOR = 'custom-vision';

/** What the processes of a run were billed, US dollars; null where none of their services bills. */
export function runCost(records: readonly MetricsRecord[], { priceOf }: Prices): number | null {
  const billed = new Map<string, number>();
  const add = (service: string, transactions: number): void => {
    billed.set(service, (billed.get(service) ?? 0) + transactions);
  };
  for (const { engine, counts } of records) {
    const detections = countAt(counts, 'requests', 'custom_vision', 'submit', 'accepted');
    add(DETECTOR, detections);
    add(engine, countAt(counts, 'transactions', 'billed') - detections);
  }
  const prices = [...billed]
    .filter(([, count]) => count > 0)
    .map(([service, count]) => priceOf(service, count));
  const known = prices.filter((price) => price !== null);
  return known.length === 0 ? null : known.reduce((sum, price) => sum + price, 0);
}

/** `$12.30`; `< $0.01` for next to nothing. */
export function formatDollars(amount: number): string {
  return amount < 0.01 ? '< $0.01' : `$${amount.toFixed(2)}`;
}
