import type { WorkerError } from '../../contract/errors.ts';
import { PollAges } from '../../flow/polling/poll-ages.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { ImageContent } from '../engine.ts';
import { FailureRate } from './blame/failure-rate.ts';
import { type AzureEngineConfig, DEFAULT_TIME_LIMITS } from './engine-config.ts';
import { noOperationMemory } from './operation-memory.ts';
import type { Operation } from './operation.ts';
import { runOperation } from './run-operation.ts';
import { SubmitDeadline } from '../../flow/submit-deadline.ts';

/** No first poll is earlier: a poll is never nearer to a submit than the network allows. */
const SHORTEST_POLL_MS = 100;

/** The free tier counts 20 requests a minute: a poll that comes too early may cost a whole minute. */
const FREE_POLL_MS = 8000;

/** Reads images as operations of a service, which learn from each other when to poll. */
export function operationReader<T>(
  operation: Operation<T>,
  config: AzureEngineConfig,
  service: string,
): (image: ImageContent, scope: TimeScope) => Promise<T> {
  const startMs = config.timeLimits?.firstPollMs ?? DEFAULT_TIME_LIMITS.firstPollMs;
  const shortestMs = config.tier === 'free' ? FREE_POLL_MS : SHORTEST_POLL_MS;
  const ages = new PollAges({ startMs, shortestMs });
  const submits = new SubmitDeadline(config.flow);
  const failures = new FailureRate();
  let unsubmitted = 0;
  let waiting = 0;

  return async (image, scope) => {
    unsubmitted += 1;
    let state: 'unsubmitted' | 'waiting' = 'unsubmitted';
    const onSubmitted = (): void => {
      if (state === 'waiting') return;
      state = 'waiting';
      unsubmitted -= 1;
      waiting += 1;
    };
    const options = {
      flow: config.flow,
      service,
      ages,
      submits,
      failures,
      allSubmitted: () => unsubmitted === 0,
      waiting: () => waiting,
      memory: config.operations?.(image.sha256) ?? noOperationMemory,
      onSubmitted,
      onResubmit: loggedResubmit(config, image.key),
    };
    try {
      return await runOperation(operation, image, options, scope);
    } finally {
      onSubmitted();
      waiting -= 1;
    }
  };
}

/** Logs that an image is submitted again. */
export function loggedResubmit({ logger }: AzureEngineConfig, file: string): (reason: WorkerError) => void {
  return ({ code }) =>
    logger.warning('Submitting an image again; the first operation may be billed', { file, reason: code });
}
