import type { Logger } from '../logging/logger.ts';
import type { RetryEvent } from './flow-control.ts';

/** Says what is tried again: quietly, but aloud where the first try may have been charged for. */
export function logRetries(logger: Logger): (event: RetryEvent) => void {
  return ({ kind, attempt, waitMs, code, mayBeBilled }) => {
    const fields = { call: kind, attempt: attempt + 1, wait_ms: Math.round(waitMs), reason: code };
    if (mayBeBilled) logger.warning('Sending again a request whose lost answer may be billed', fields);
    else logger.debug('Trying a request again', fields);
  };
}
