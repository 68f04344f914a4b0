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
    ...(rule === null ? [] : [`Reason: ${rule.name}: ${rule.message}`, ...mainCause(summary)]),
    ...Object.entries(failed).map(([reason, count]) => `Failed attempts: ${reason} ${count}`),
    ...(summary.init_failures === 0 ? [] : [`Failed calls of init(): ${summary.init_failures}`]),
  ];
}

/**
 * What more than half of all attempts failed with.
 *
 * Source: https://github.com/Azure/MachineLearningNotebooks/issues/1429
 */
function mainCause({ failed_attempts: failed, mini_batches: { processed } }: ReplaySummary): string[] {
  const attempts = Object.values(failed).reduce((sum, count) => sum + count, processed);
  return Object.entries(failed)
    .filter(([, count]) => count > attempts / 2)
    .map(([reason, count]) => `Main cause: ${reason}, in ${count} of ${attempts} attempts`);
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
