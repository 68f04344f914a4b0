import type { MiniBatchTask } from '../../../src/replay/input/split.ts';
import type { TaskSource } from '../../../src/replay/input/task-source.ts';
import type { JobRecord } from '../../../src/replay/schedule/job-record.ts';
import type {
  FailedAttempt,
  JobObserver,
  JobPlan,
  JobResult,
} from '../../../src/replay/schedule/job-plan.ts';
import { runJob } from '../../../src/replay/schedule/run-job.ts';
import { FakeHosts, type FakeScript } from '../host/fake-host.ts';

/** Mini-batches of two files each unless said otherwise. */
export function tasks(count: number, size = 2): MiniBatchTask[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    files: Array.from({ length: size }, (_file, number) => `/in/${index}-${number}.jpg`),
  }));
}

function sourceOf(list: readonly MiniBatchTask[]): TaskSource {
  return {
    miniBatches: list.length,
    items: list.flatMap(({ files }) => files).length,
    async *tasks() {
      yield* list;
    },
  };
}

export interface FakeJob {
  readonly done: Promise<JobResult>;
  readonly hosts: FakeHosts;
  readonly rows: string[];
  readonly failures: FailedAttempt[];
  readonly observerErrors: unknown[];
  readonly drain: AbortController;
  readonly stop: AbortController;
}

type Overrides = Partial<Omit<JobPlan, 'limits' | 'source'>> &
  Partial<JobPlan['limits']> & {
    readonly tasks?: readonly MiniBatchTask[];
    readonly record?: JobRecord;
    readonly append?: (rows: readonly string[]) => Promise<void>;
    readonly observers?: readonly Partial<JobObserver>[];
    readonly lead?: (signal: AbortSignal) => Promise<void>;
  };

/** A job over fake processes: one process, 3 tries, 60 s for `run`, 90 s for `init`. */
export function runFakeJob(script: FakeScript = {}, overrides: Overrides = {}): FakeJob {
  const {
    errorThreshold = -1,
    allowedFailedCount = -1,
    allowedFailedPercent = 100,
    outputAction = 'append_row',
    append,
    observers = [],
    record,
    lead,
    ...plan
  } = overrides;
  const { tasks: list = tasks(1), ...rest } = plan;
  const hosts = new FakeHosts(script);
  const rows: string[] = [];
  const failures: FailedAttempt[] = [];
  const observerErrors: unknown[] = [];
  const drain = new AbortController();
  const stop = new AbortController();
  const done = runJob(
    {
      source: sourceOf(list),
      nodeCount: 1,
      processCount: 1,
      runMaxTry: 3,
      runTimeoutMs: 60_000,
      initTimeoutMs: 90_000,
      startTimeoutMs: 210_000,
      progressTimeoutMs: null,
      limits: { errorThreshold, allowedFailedCount, allowedFailedPercent, outputAction },
      ...rest,
    },
    {
      hosts,
      ...(lead !== undefined && { lead }),
      append:
        append ??
        (async (batch) => {
          rows.push(...batch);
        }),
      observers: [{ attemptFailed: (attempt) => failures.push(attempt) }, ...observers],
      observerFailed: (error) => observerErrors.push(error),
      drain: drain.signal,
      stop: stop.signal,
    },
    record,
  );
  return { done, hosts, rows, failures, observerErrors, drain, stop };
}
