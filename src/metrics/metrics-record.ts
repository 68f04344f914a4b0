import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import { addTree, type CountTree } from './count-tree.ts';
import { type Figures, toFigures } from './figures.ts';
import { isRunCall, type RunCall } from './run-call.ts';

/** Of `MetricsRecord`; it changes when a field is renamed, removed or changes its meaning. */
export const METRICS_VERSION = 1;

/** The folder of the records, in the folder of the failed items. */
export const METRICS_FOLDER = 'metrics';

/** So that a process that lives long does not write a long file after each mini-batch. */
export const MAX_CALLS = 200;

/** The metrics of one process; `schema/metrics.schema.json` is the public form of this type. */
export interface MetricsRecord {
  readonly version: typeof METRICS_VERSION;
  /** Node, process id and a random part: unique in a run. */
  readonly process: string;
  readonly engine: string;
  /** ISO 8601, UTC; so is the other. */
  readonly started_at: string;
  readonly updated_at: string;
  readonly figures: Figures;
  /** What the figures were computed from; the counts of processes can be added. */
  readonly counts: CountTree;
  /** The last `MAX_CALLS` calls of `run()`, in the order in which they ended. */
  readonly calls: readonly RunCall[];
}

/** The metrics of a run: of all processes together, and of each. */
export interface RunMetrics {
  readonly processes: number;
  readonly totals: Figures;
  readonly by_process: Readonly<Record<string, Figures>>;
}

/** @returns null for a text that is no record of this version */
export function parseMetricsRecord(text: string): MetricsRecord | null {
  const record = parseJson(text);
  if (!isRecord(record) || record['version'] !== METRICS_VERSION) return null;
  const { process, counts, calls } = record;
  if (typeof process !== 'string' || !isCountTree(counts)) return null;
  const known = Array.isArray(calls) ? calls.filter(isRunCall) : [];
  return { ...(record as unknown as MetricsRecord), calls: known };
}

/** @returns null without a record */
export function mergeMetrics(records: readonly MetricsRecord[]): RunMetrics | null {
  if (records.length === 0) return null;
  const sum: CountTree = {};
  for (const { counts } of records) addTree(sum, counts);
  const byProcess = records.map(({ process, counts }) => [process, toFigures(counts)] as const);
  return { processes: records.length, totals: toFigures(sum), by_process: Object.fromEntries(byProcess) };
}

function isCountTree(value: unknown): value is CountTree {
  return (
    isRecord(value) &&
    Object.values(value).every((leaf) => (typeof leaf === 'number' ? leaf >= 0 : isCountTree(leaf)))
  );
}
