import { TransientError } from '../../contract/errors.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { DEFAULT_TIME_LIMITS, type ServiceConfig } from './engine-config.ts';

/** Gives the work on one image its time limit. */
export function withinImageLimit<T>(
  config: ServiceConfig,
  signal: AbortSignal,
  work: (scope: TimeScope) => Promise<T>,
): Promise<T> {
  const ms = config.timeLimits?.imageMs ?? DEFAULT_TIME_LIMITS.imageMs;
  const error = (): TransientError =>
    new TransientError(
      'image_timeout',
      `The image was not read within ${ms} ms; the service may be slow or stuck.`,
    );
  return withTimeLimit(config.flow.clock, { ms, error }, signal, work);
}
