import type { AttemptPlace } from '../journal/events.ts';

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

/** The last attempt at a mini-batch. */
export interface Processed extends AttemptPlace {
  readonly index: number;
  readonly items: number;
  /** Elements that `run` returned; 0 for a mini-batch that failed in its last attempt. */
  readonly rows: number;
}

/** A line of the report. `Process Seconds`, the CPU time, is not measured here and stays empty. */
export function reportLine({ index, process, started, ended, items, rows }: Processed): string {
  const succeeded = Math.min(items, rows);
  const seconds = ((ended - started) / 1000).toFixed(3);
  const time = new Date(started).toISOString();
  return [index, ADDRESS, process, time, items, succeeded, items - succeeded, seconds, '', seconds].join(',');
}
