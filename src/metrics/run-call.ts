import { isRecord } from '../contract/is-record.ts';
import { branchAt, type CountTree } from './count-tree.ts';
import { toFigures } from './figures.ts';

/** One call of `run()`: an attempt at a mini-batch. */
export interface RunCall {
  /** As the host numbers it; null where it does not. */
  readonly minibatch_index: string | number | null;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  /** Within `run()`, seconds. */
  readonly run_s: number;
  readonly items: number;
  /** Items that failed alone. */
  readonly failed: number;
  /** The code of the error that it raised; null when it returned. */
  readonly error: string | null;
  readonly requests: number;
  /** Of these, rejected for their rate (429). */
  readonly over_rate: number;
  /** Seconds that its requests waited for their turn and before retries, added up: many wait at the same time. */
  readonly wait_s: number;
}

export function toRunCall(
  counts: CountTree,
  minibatchIndex: RunCall['minibatch_index'],
  startedAt: Date,
): RunCall {
  const figures = toFigures(counts);
  const figure = (name: string): number => figures[name] ?? 0;
  const overRate = Object.entries(figures)
    .filter(([name]) => name.startsWith('requests.') && name.endsWith('.429'))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    minibatch_index: minibatchIndex,
    started_at: startedAt.toISOString(),
    run_s: figure('run_s'),
    items: figure('items'),
    failed: figure('failed'),
    error: Object.keys(branchAt(counts, 'errors'))[0] ?? null,
    requests: figure('requests'),
    over_rate: overRate,
    wait_s: Number((figure('wait_turn_s') + figure('wait_retry_s')).toFixed(3)),
  };
}

const NUMBERS = ['run_s', 'items', 'failed', 'requests', 'over_rate', 'wait_s'] as const;

export function isRunCall(value: unknown): value is RunCall {
  if (!isRecord(value)) return false;
  const { minibatch_index: index, started_at: startedAt, error } = value;
  return (
    (index === null || typeof index === 'number' || typeof index === 'string') &&
    typeof startedAt === 'string' &&
    !Number.isNaN(Date.parse(startedAt)) &&
    (error === null || typeof error === 'string') &&
    NUMBERS.every((name) => Number.isFinite(value[name]) && Number(value[name]) >= 0)
  );
}
