import { TransientError } from '../contract/errors.ts';

export interface RetryHints {
  /** What the service asked for, milliseconds; null leaves it to the schedule. */
  readonly retryAfterMs?: number | null;
  /** True when the service may have done, and charged for, what we never got the answer to. */
  readonly mayBeBilled?: boolean;
}

/** Worth another try inside this attempt; the caller sees it when the tries or the time ran out. */
export class RetryableError extends TransientError {
  readonly retryAfterMs: number | null;
  readonly mayBeBilled: boolean;

  constructor(code: string, message: string, hints: RetryHints = {}) {
    super(code, message);
    this.retryAfterMs = hints.retryAfterMs ?? null;
    this.mayBeBilled = hints.mayBeBilled ?? false;
  }
}
