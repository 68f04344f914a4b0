import { RunTimeoutError } from '../../flow/run-timeout-error.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { withWorkTime } from '../../flow/work-time.ts';
import { ImageTimeoutError } from '../image-timeout-error.ts';
import { DEFAULT_TIME_LIMITS, type ServiceConfig } from './engine-config.ts';

/**
 * Limits the time that a service works on one image; waiting for a turn does not count. The limit never exceeds the time
 * left in `scope`.
 */
export function withinImageLimit<T>(
  config: ServiceConfig,
  scope: TimeScope,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  const ms = config.timeLimits?.imageMs ?? DEFAULT_TIME_LIMITS.imageMs;
  const time = { ms, error: () => new ImageTimeoutError(ms), deadlineError: runTimeout };
  return withWorkTime(config.flow.clock, time, scope, work);
}

function runTimeout(): RunTimeoutError {
  return new RunTimeoutError(
    'The image was not read before the time of its mini-batch ended; raise run_invocation_timeout, or make mini-batches smaller.',
  );
}
