import { ItemError } from '../contract/errors.ts';
import { RunTimeoutError } from '../flow/run-timeout-error.ts';
import type { MiniBatchAttempt } from './attempts.ts';
import type { FailedOutcome, Outcome } from './outcome.ts';

/** An item that was not read in the time of its mini-batch; perhaps it was not even begun. */
export interface Unfinished extends Omit<FailedOutcome, 'kind' | 'error'> {
  readonly kind: 'unfinished';
  readonly error: RunTimeoutError;
}

export interface UnfinishedTools {
  readonly attempt: Pick<MiniBatchAttempt, 'number'>;
  readonly maxAttempts: number;
  /** What was read and submitted is there in the next attempt. */
  readonly kept: boolean;
}

/**
 * Items that were not read in time are left to the next attempt; after the last one they fail, and the others keep their
 * outcomes.
 *
 * @throws RunTimeoutError when there is another attempt
 */
export async function settleUnfinished(
  outcomes: readonly (Outcome | Unfinished)[],
  { attempt, maxAttempts, kept }: UnfinishedTools,
): Promise<Outcome[]> {
  const unfinished = outcomes.filter((outcome) => outcome.kind === 'unfinished');
  const [first] = unfinished;
  if (first === undefined) return outcomes.filter((outcome) => outcome.kind !== 'unfinished');
  const number = await attempt.number();
  const ofAll = `attempt ${number} of ${maxAttempts}`;
  if (number < maxAttempts) {
    const next = kept
      ? 'The next attempt goes on from there.'
      : 'There is no store, so the next attempt reads and pays for all images again; see --store.';
    throw new RunTimeoutError(
      `${outcomes.length - unfinished.length} of ${outcomes.length} images were done before the time of the mini-batch ended, in ${ofAll}. ${next} To need one attempt only, raise run_invocation_timeout, or make mini-batches smaller.`,
      { cause: first.error },
    );
  }
  return outcomes.map((outcome) => (outcome.kind === 'unfinished' ? failed(outcome, ofAll) : outcome));
}

function failed({ item, error, sha256, durationMs }: Unfinished, ofAll: string): FailedOutcome {
  const message = `${error.message} This was ${ofAll}.`;
  return {
    kind: 'failed',
    item,
    error: new ItemError(error.code, message, { cause: error }),
    sha256,
    durationMs,
  };
}
