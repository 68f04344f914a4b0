import { ItemError } from '../contract/errors.ts';
import type { ImageTimeoutError } from '../ocr/image-timeout-error.ts';
import type { FailedOutcome, Outcome } from './outcome.ts';
import type { Unfinished } from './settle-unfinished.ts';

/** An item whose time ended. */
export interface TimedOut extends Omit<FailedOutcome, 'kind' | 'error'> {
  readonly kind: 'timed-out';
  readonly error: ImageTimeoutError;
}

/**
 * Where at least as many items were read as ran out of time, the images are the cause, and they fail alone. Otherwise the
 * service is.
 *
 * @throws the ImageTimeoutError when the service is the cause
 */
export function settleTimeouts(
  outcomes: readonly (Outcome | TimedOut | Unfinished)[],
): (Outcome | Unfinished)[] {
  const timedOut = outcomes.filter((outcome) => outcome.kind === 'timed-out');
  const [first] = timedOut;
  const read = outcomes.filter(({ kind }) => kind === 'read').length;
  if (first !== undefined && read < timedOut.length) throw first.error;
  return outcomes.map((outcome) => (outcome.kind === 'timed-out' ? failed(outcome) : outcome));
}

function failed({ item, error, sha256, durationMs }: TimedOut): FailedOutcome {
  const itemError = new ItemError(error.code, error.message, { cause: error });
  return { kind: 'failed', item, error: itemError, sha256, durationMs };
}
