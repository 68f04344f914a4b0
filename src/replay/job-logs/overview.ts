import type { ReplaySummary } from '../../report/summary/summary.ts';
import type { Tally } from '../schedule/tally.ts';

/** A line of the progress overview. */
export function progressLine(
  now: number,
  { miniBatches, items }: Pick<Tally, 'miniBatches' | 'items'>,
): string {
  return `${new Date(now).toISOString()} ${countsOf(miniBatches, items)}`;
}

/** What AML would say at the end of the job, first in one line. */
export function resultLines(summary: ReplaySummary, errorThreshold: number): string[] {
  const { verdict, rule, mini_batches: miniBatches, items, failed_attempts: failed } = summary;
  const threshold =
    errorThreshold < 0 ? 'any number of items may fail' : `the error threshold is ${errorThreshold}`;
  return [
    `The job ${VERDICTS[verdict]}. ${countsOf(miniBatches, items)}; ${threshold}.`,
    ...(rule === null ? [] : [`Reason: ${rule.name}: ${rule.message}`]),
    ...Object.entries(failed).map(([reason, count]) => `Failed attempts: ${reason} ${count}`),
    ...(summary.init_failures === 0 ? [] : [`Failed calls of init(): ${summary.init_failures}`]),
    ...(Object.keys(failed).length + summary.init_failures === 0 ? [] : ['The errors are in job_error.txt.']),
  ];
}

const VERDICTS = { completed: 'completed', failed: 'failed', interrupted: 'was interrupted' } as const;

function countsOf(miniBatches: Tally['miniBatches'], items: Tally['items']): string {
  const processed = miniBatches.processed + miniBatches.failed;
  const settled = items.succeeded + items.failed;
  return (
    `Total ${miniBatches.total} mini-batches with ${items.total} items; ` +
    `processed ${processed} mini-batches with ${settled} items: ${items.succeeded} succeeded, ${items.failed} failed`
  );
}
