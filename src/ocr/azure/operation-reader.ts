import type { WorkerError } from '../../contract/errors.ts';
import { PollAges } from '../../flow/polling/poll-ages.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { ImageContent } from '../engine.ts';
import { FailureRate } from './blame/failure-rate.ts';
import { type AzureEngineConfig, DEFAULT_TIME_LIMITS } from './engine-config.ts';
import { noOperationMemory } from './operation-memory.ts';
import type { Operation, Submitted } from './operation.ts';
import { runOperation } from './run-operation.ts';
import { SubmitDeadline } from '../../flow/deadline/submit-deadline.ts';
import { SubmitsOnWire } from './operation/submits-on-wire.ts';
import { WaitingOperations } from './operation/waiting-operations.ts';

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
  const onWire = new SubmitsOnWire<Submitted>();
  let unsubmitted = 0;
  const waiting = new WaitingOperations();

  return async (image, scope) => {
    unsubmitted += 1;
    // One at the most, once the image is submitted.
    const ends: (() => void)[] = [];
    const onSubmitted = (acceptedAt: number): void => {
      if (ends.length > 0) return;
      unsubmitted -= 1;
      ends.push(waiting.add(acceptedAt));
    };
    const options = {
      flow: config.flow,
      service,
      ages,
      submits,
      failures,
      onWire,
      allSubmitted: () => unsubmitted === 0,
      waiting,
      memory: config.operations?.(image.sha256) ?? noOperationMemory,
      onSubmitted,
      onResubmit: loggedResubmit(config, image.key),
    };
    try {
      return await runOperation(operation, image, options, scope);
    } finally {
      if (ends.length === 0) unsubmitted -= 1;
      for (const end of ends) end();
    }
  };
}

/** Logs that an image is submitted again. */
export function loggedResubmit({ logger }: AzureEngineConfig, file: string): (reason: WorkerError) => void {
  return ({ code }) =>
    logger.warning('Submitting an image again; the first operation may be billed', { file, reason: code });
}
