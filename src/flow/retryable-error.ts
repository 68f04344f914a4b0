import { TransientError } from '../contract/errors.ts';

export interface RetryHints {
  /** The delay that the service requested, in milliseconds; null leaves it to the schedule. */
  readonly retryAfterMs?: number | null;
  /** True when the request may have been carried out and billed although its response was lost. */
  readonly mayBeBilled?: boolean;
  /** True when the service rejected the request for its rate: nothing is wrong with it, and it was not carried out. */
  readonly overRate?: boolean;
}

/** Worth a retry; the caller sees it when the retries or the time have run out. */
export class RetryableError extends TransientError {
  readonly retryAfterMs: number | null;
  readonly mayBeBilled: boolean;
  readonly overRate: boolean;

  constructor(code: string, message: string, hints: RetryHints = {}) {
    super(code, message);
    this.retryAfterMs = hints.retryAfterMs ?? null;
    this.mayBeBilled = hints.mayBeBilled ?? false;
    this.overRate = hints.overRate ?? false;
  }
}
