import type { Attempt } from '../schedule/job-plan.ts';

/** The columns of AML's report of processed mini-batches. */
export const REPORT_COLUMNS = [
  'Task Id',
  'Ip Address',
  'Process Id',
  'Start Time',
  'Total',
  'Succeeded',
  'Failed',
  'Elapsed Seconds',
  'Process Seconds',
  'Run Method Seconds',
];

const ADDRESS = '127.0.0.1';

export interface Processed {
  readonly attempt: Attempt;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Elements that `run` returned; 0 for a mini-batch that failed in its last attempt. */
  readonly rows: number;
}

/** A line of the report. `Process Seconds`, the CPU time, is not measured here and stays empty. */
export function reportLine({ attempt, startedAt, endedAt, rows }: Processed): string {
  const total = attempt.task.files.length;
  const succeeded = Math.min(total, rows);
  const seconds = ((endedAt - startedAt) / 1000).toFixed(3);
  const started = new Date(startedAt).toISOString();
  const { index } = attempt.task;
  return [
    index,
    ADDRESS,
    attempt.processNumber,
    started,
    total,
    succeeded,
    total - succeeded,
    seconds,
    '',
    seconds,
  ].join(',');
}
