import { TransientError } from '../../contract/errors.ts';
import { withTimeLimit, type TimeLimit } from '../../flow/time-limit.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { DEFAULT_TIME_LIMITS, type ServiceConfig } from './engine-config.ts';

/** Limits the time of one image; the limit never exceeds the time left in `scope`. */
export function withinImageLimit<T>(
  config: ServiceConfig,
  scope: TimeScope,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  const { clock } = config.flow;
  const ms = config.timeLimits?.imageMs ?? DEFAULT_TIME_LIMITS.imageMs;
  const left = scope.endsAt - clock.now();
  return withTimeLimit(clock, left < ms ? endOfRun(left) : imageLimit(ms), scope.signal, work);
}

function imageLimit(ms: number): TimeLimit {
  const text = `The image was not read within ${ms} ms; the service may be slow or stuck.`;
  return { ms, error: () => new TransientError('image_timeout', text) };
}

function endOfRun(left: number): TimeLimit {
  const text =
    'The image was not read before the time of its mini-batch ended; raise run_invocation_timeout, or make mini-batches smaller.';
  return { ms: Math.max(0, left), error: () => new TransientError('run_timeout', text) };
}
