import { TransientError, type WorkerError } from '../../contract/errors.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import { sleep } from '../../flow/sleep.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { ImageContent } from '../engine.ts';
import { type AzureEngineConfig, DEFAULT_TIME_LIMITS } from './engine-config.ts';
import { noOperationMemory, type OperationMemory } from './operation-memory.ts';
import { ServiceSetupError } from './service-errors.ts';
import type { ServiceLink } from './transport/checked-send.ts';

/** The result of a poll. With `resubmit`, the image may not be the cause of the failure. */
export type Progress<T> =
  | { readonly state: 'running'; readonly retryAfterMs: number | null }
  | { readonly state: 'succeeded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: WorkerError; readonly resubmit: boolean };

interface Submitted {
  readonly id: string;
  /** Delay before the first poll, in milliseconds; null where the service does not name one. */
  readonly retryAfterMs: number | null;
}

/** A service operation: an image is submitted, then its result is polled. */
export interface Operation<T> {
  submit(signal: AbortSignal): Promise<Submitted>;
  poll(id: string, signal: AbortSignal): Promise<Progress<T>>;
}

export interface OperationOptions {
  readonly flow: FlowControl;
  /** The service whose budgets the requests use. */
  readonly service: string;
  /** Delay between polls, in milliseconds, where the service does not name one. */
  readonly pollMs: number;
  readonly memory: OperationMemory;
  /** Called before an image is submitted again, which may be billed again. */
  readonly onResubmit: (reason: WorkerError) => void;
}

/** Submits per image in all, when an operation is lost or its failure is not caused by the image. */
const MAX_SUBMITS = 2;

/**
 * Polls the operation that an earlier attempt submitted; without one, or when it has no result, submits the image and
 * polls until there is a result.
 *
 * @throws the operation's error when it fails
 */
export async function runOperation<T>(
  operation: Operation<T>,
  options: OperationOptions,
  scope: TimeScope,
): Promise<T> {
  const { memory, onResubmit } = options;
  const known = await memory.recall();
  if (known !== null) {
    const end = await pollUntilEnd(operation, { id: known, retryAfterMs: 0 }, options, scope);
    if (end.state === 'succeeded') return end.value;
    if (!end.resubmit) throw end.error;
    onResubmit(end.error);
  }
  return resubmitting(() => submitAndPoll(operation, options, scope), onResubmit);
}

/** The final state of an operation. */
export type End<T> = Exclude<Progress<T>, { readonly state: 'running' }>;

/** Submits an image once more when it may not be the cause of the failure. */
export async function resubmitting<T>(
  submit: () => Promise<End<T>>,
  onResubmit: OperationOptions['onResubmit'],
): Promise<T> {
  for (let submits = 1; ; submits += 1) {
    const end = await submit();
    if (end.state === 'succeeded') return end.value;
    if (!end.resubmit || submits >= MAX_SUBMITS) throw end.error;
    onResubmit(end.error);
  }
}

async function submitAndPoll<T>(
  operation: Operation<T>,
  options: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  const { flow, service, memory } = options;
  const submitted = await flow.run(
    { service, budget: 'submit' },
    async (signal) => {
      const accepted = await operation.submit(signal);
      memory.remember(accepted.id);
      return accepted;
    },
    scope,
  );
  return pollUntilEnd(operation, submitted, options, scope);
}

async function pollUntilEnd<T>(
  operation: Operation<T>,
  { id, retryAfterMs }: Submitted,
  { flow, service, pollMs, memory }: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  let waitMs = retryAfterMs ?? pollMs;
  for (;;) {
    await sleep(flow.clock, waitMs, scope.signal);
    const progress = await flow.run(
      { service, budget: 'result' },
      (signal) => pollOnce(operation, id, signal),
      scope,
    );
    if (progress.state === 'failed') memory.forget();
    if (progress.state !== 'running') return progress;
    waitMs = progress.retryAfterMs ?? pollMs;
  }
}

/** Polls once. A 404 means that the operation is lost: it has expired, or another replica has it. */
async function pollOnce<T>(operation: Operation<T>, id: string, signal: AbortSignal): Promise<Progress<T>> {
  try {
    return await operation.poll(id, signal);
  } catch (error) {
    if (!(error instanceof ServiceSetupError) || error.code !== 'not_found') throw error;
    const lost = new TransientError(
      'operation_lost',
      `The service no longer knows the operation. ${error.message}`,
    );
    return { state: 'failed', error: lost, resubmit: true };
  }
}

/** The options for the operations of one image; a resubmit is logged. */
export function operationOptions(
  config: AzureEngineConfig,
  { service }: ServiceLink,
  { key, sha256 }: ImageContent,
): OperationOptions {
  return {
    flow: config.flow,
    service,
    pollMs: config.timeLimits?.pollMs ?? DEFAULT_TIME_LIMITS.pollMs,
    memory: config.operations?.(sha256) ?? noOperationMemory,
    onResubmit: (reason) =>
      config.logger.warning('Submitting an image again; the first operation may be billed', {
        file: key,
        reason: reason.code,
      }),
  };
}
