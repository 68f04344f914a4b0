import { branchAt, type CountTree, countAt } from './count-tree.ts';
import { quantileOf } from './latency-buckets.ts';

/** Figures by name, ready for a log line, a summary or MLflow; docs/metrics.md says what each means. */
export type Figures = Readonly<Record<string, number>>;

const OUTCOMES = ['read', 'skipped', 'failed', 'not_finished'];
/** Shown one by one, the most frequent; a service may have codes of any number. */
const MOST_CODES = 40;
const QUANTILES = { p50: 0.5, p90: 0.9, p99: 0.99 };

/** What the counts of a mini-batch, of a process or of a run say. */
export function toFigures(counts: CountTree): Figures {
  const requests = budgetsOf(counts).flatMap(([, budget]) => [budget]);
  const sum = (name: string): number => requests.reduce((total, budget) => total + countAt(budget, name), 0);
  const sent = requests.reduce((total, budget) => total + sentOf(budget), 0);
  const items = Object.fromEntries(OUTCOMES.map((name) => [name, countAt(counts, 'items', name)]));
  return {
    mini_batches: countAt(counts, 'mini_batches', 'returned') + countAt(counts, 'mini_batches', 'raised'),
    mini_batches_raised: countAt(counts, 'mini_batches', 'raised'),
    items: Object.values(items).reduce((total, count) => total + count, 0),
    ...items,
    rows: countAt(counts, 'rows'),
    run_s: seconds(countAt(counts, 'run_ms')),
    ...quantiles('item', branchAt(counts, 'latency')),
    requests: sent,
    share_429: sent === 0 ? 0 : round(sum('over_rate') / sent, 4),
    wait_turn_s: seconds(sum('turn_ms')),
    wait_retry_s: seconds(sum('retry_ms')),
    image_bytes: countAt(counts, 'bytes', 'images'),
    sent_bytes: countAt(counts, 'bytes', 'sent'),
    received_bytes: countAt(counts, 'bytes', 'received'),
    billed_transactions: countAt(counts, 'transactions', 'billed'),
    uncertain_transactions: countAt(counts, 'transactions', 'uncertain'),
    stored_results: countAt(counts, 'store_hits', 'result'),
    stored_operations: countAt(counts, 'store_hits', 'operation'),
    identical_images: countAt(counts, 'store_hits', 'identical_image'),
    ...prefixed('failed', branchAt(counts, 'failures')),
    ...prefixed('error', branchAt(counts, 'errors')),
    ...Object.assign({}, ...budgetsOf(counts).map(([name, budget]) => ofBudget(name, budget))),
  };
}

function ofBudget(name: string, budget: CountTree): Figures {
  return {
    [name]: sentOf(budget),
    [`${name}.429`]: countAt(budget, 'over_rate'),
    [`${name}.failed`]: countAt(budget, 'failed'),
    [`${name}.wait_s`]: seconds(countAt(budget, 'turn_ms') + countAt(budget, 'retry_ms')),
    ...quantiles(name, branchAt(budget, 'latency')),
  };
}

/** The budgets of all services: `requests.Read.submit` and so on. */
function budgetsOf(counts: CountTree): (readonly [name: string, budget: CountTree])[] {
  const services = branchAt(counts, 'requests');
  return Object.keys(services).flatMap((service) =>
    Object.keys(branchAt(services, service)).map((budget) => {
      return [`requests.${service}.${budget}`, branchAt(services, service, budget)] as const;
    }),
  );
}

function sentOf(budget: CountTree): number {
  return countAt(budget, 'accepted') + countAt(budget, 'over_rate') + countAt(budget, 'failed');
}

function quantiles(name: string, buckets: CountTree): Figures {
  const entries = Object.entries(QUANTILES).flatMap(([quantile, share]) => {
    const ms = quantileOf(buckets, share);
    return ms === null ? [] : [[`${name}_${quantile}_ms`, Number(ms.toPrecision(4))] as const];
  });
  return Object.fromEntries(entries);
}

function prefixed(prefix: string, counts: CountTree): Figures {
  const names = Object.keys(counts).toSorted((left, right) => countAt(counts, right) - countAt(counts, left));
  const rest = names.splice(MOST_CODES).reduce((sum, name) => sum + countAt(counts, name), 0);
  const shown = Object.fromEntries(
    names.map((name) => [`${prefix}.${name}`, countAt(counts, name)] as const),
  );
  return rest === 0 ? shown : { ...shown, [`${prefix}.other_codes`]: rest };
}

function seconds(ms: number): number {
  return round(ms / 1000, 3);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
