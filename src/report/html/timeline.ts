import type { MetricsRecord } from '../../metrics/metrics-record.ts';
import type { RunCall } from '../../metrics/run-call.ts';

export const MAX_LANES = 12;
const SLICES = 50;

/** The calls of `run()` on the clock; times in milliseconds since the first one began. */
export interface Timeline {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly lengthMs: number;
  /** Those of the first processes; `processes` counts all. */
  readonly lanes: readonly Lane[];
  readonly processes: number;
  /** In equal parts of the time: requests rejected for their rate, and seconds waited. */
  readonly overRate: readonly number[];
  readonly waits: readonly number[];
  /** Those that raised and those that took longest, the earliest first. */
  readonly notable: readonly TimedCall[];
  readonly raised: number;
  /** Calls of long-lived processes that are no longer in their records. */
  readonly forgotten: number;
}

export interface Lane {
  readonly process: string;
  readonly calls: readonly TimedCall[];
}

export interface TimedCall extends RunCall {
  readonly process: string;
  /** Of its mini-batch, from 1. */
  readonly attempt: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const MAX_RAISED = 50;
const SLOWEST = 5;

/** @returns null where no record has a call */
export function timelineOf(records: readonly MetricsRecord[]): Timeline | null {
  const calls = records.flatMap((record) =>
    record.calls.map((call) => ({ ...call, process: record.process })),
  );
  const begins = calls.map(({ started_at: at }) => Date.parse(at));
  const first = begins.reduce((least, begin) => Math.min(least, begin), Number.POSITIVE_INFINITY);
  if (calls.length === 0) return null;
  const timed = numberAttempts(
    calls.map((call) => {
      const fromMs = Date.parse(call.started_at) - first;
      return Object.assign(call, { fromMs, toMs: fromMs + 1000 * call.run_s });
    }),
  );
  const lengthMs = timed.reduce((most, { toMs }) => Math.max(most, toMs), 1);
  const counted = records.reduce((sum, { figures }) => sum + (figures['mini_batches'] ?? 0), 0);
  return {
    startedAt: new Date(first).toISOString(),
    lengthMs,
    lanes: lanesOf(timed),
    processes: new Set(timed.map(({ process }) => process)).size,
    overRate: spread(timed, lengthMs, (call) => call.over_rate),
    waits: spread(timed, lengthMs, (call) => call.wait_s),
    notable: notableOf(timed),
    raised: timed.filter(({ error }) => error !== null).length,
    forgotten: Math.max(0, counted - timed.length),
  };
}

/** The earliest first, each with the number of the attempt. */
function numberAttempts(calls: readonly Omit<TimedCall, 'attempt'>[]): TimedCall[] {
  const attempts = new Map<string, number>();
  return calls
    .toSorted((one, other) => one.fromMs - other.fromMs)
    .map((call) => {
      const index = String(call.minibatch_index);
      const attempt = call.minibatch_index === null ? 1 : (attempts.get(index) ?? 0) + 1;
      attempts.set(index, attempt);
      return Object.assign(call, { attempt });
    });
}

function lanesOf(calls: readonly TimedCall[]): Lane[] {
  const lanes = new Map<string, TimedCall[]>();
  for (const call of calls) {
    const lane = lanes.get(call.process);
    if (lane !== undefined) lane.push(call);
    else if (lanes.size < MAX_LANES) lanes.set(call.process, [call]);
  }
  return Array.from(lanes, ([process, list]) => ({ process, calls: list }));
}

/** What each call counts, shared evenly among the parts of the time that it took. */
function spread(calls: readonly TimedCall[], lengthMs: number, count: (call: TimedCall) => number): number[] {
  const slices = Array.from({ length: SLICES }, () => 0);
  const sliceOf = (ms: number): number => Math.min(SLICES - 1, Math.floor((ms / lengthMs) * SLICES));
  for (const call of calls) {
    const [from, to] = [sliceOf(call.fromMs), sliceOf(call.toMs)];
    for (let slice = from; slice <= to; slice += 1)
      slices[slice] = (slices[slice] ?? 0) + count(call) / (to - from + 1);
  }
  return slices;
}

function notableOf(calls: readonly TimedCall[]): TimedCall[] {
  const raised = calls.filter(({ error }) => error !== null).slice(0, MAX_RAISED);
  const slowest = calls.toSorted((one, other) => other.run_s - one.run_s).slice(0, SLOWEST);
  return [...new Set([...raised, ...slowest])].toSorted((one, other) => one.fromMs - other.fromMs);
}
