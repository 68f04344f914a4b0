import { TransientError, type WorkerError } from '../../contract/errors.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import { sleep } from '../../flow/sleep.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { DEFAULT_TIME_LIMITS, type ServiceConfig } from './engine-config.ts';
import { ServiceSetupError } from './service-errors.ts';
import type { ServiceLink } from './transport/checked-send.ts';

/** What a poll found. `resubmit` says that the image may not be to blame. */
export type Progress<T> =
  | { readonly state: 'running'; readonly retryAfterMs: number | null }
  | { readonly state: 'succeeded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: WorkerError; readonly resubmit: boolean };

interface Submitted {
  readonly id: string;
  /** When the service wants the first poll, milliseconds from now. */
  readonly retryAfterMs: number | null;
}

/** A read that is submitted first and polled for its result. */
export interface Operation<T> {
  submit(signal: AbortSignal): Promise<Submitted>;
  poll(id: string, signal: AbortSignal): Promise<Progress<T>>;
}

export interface OperationOptions {
  readonly flow: FlowControl;
  /** Whose budgets the requests are counted against. */
  readonly service: string;
  /** Between polls where the service does not say, milliseconds. */
  readonly pollMs: number;
  /** Told before an image is submitted, and perhaps charged for, again. */
  readonly onResubmit: (reason: WorkerError) => void;
}

/** An operation that vanished, or failed for no reason of the image, is submitted this often in all. */
const MAX_SUBMITS = 2;

/** Submits, polls until there is a result, and says why when there is none. */
export function runOperation<T>(
  operation: Operation<T>,
  options: OperationOptions,
  scope: TimeScope,
): Promise<T> {
  return resubmitting(() => submitAndPoll(operation, options, scope), options.onResubmit);
}

/** How a submitted image ended. */
export type End<T> = Exclude<Progress<T>, { readonly state: 'running' }>;

/** Submits once more what failed though the image may not be to blame. */
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
  { flow, service, pollMs }: OperationOptions,
  scope: TimeScope,
) {
  const { id, retryAfterMs } = await flow.run(
    { service, budget: 'submit' },
    (signal) => operation.submit(signal),
    scope,
  );
  let waitMs = retryAfterMs ?? pollMs;
  for (;;) {
    await sleep(flow.clock, waitMs, scope.signal);
    const progress = await flow.run(
      { service, budget: 'result' },
      (signal) => pollOnce(operation, id, signal),
      scope,
    );
    if (progress.state !== 'running') return progress;
    waitMs = progress.retryAfterMs ?? pollMs;
  }
}

/** When the address of a poll is not found, it is the operation that is gone: expired, or known to another replica. */
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

/** How the operations of one image are run, and what is said when one is repeated. */
export function operationOptions(
  config: ServiceConfig,
  { service }: ServiceLink,
  key: string,
): OperationOptions {
  return {
    flow: config.flow,
    service,
    pollMs: config.timeLimits?.pollMs ?? DEFAULT_TIME_LIMITS.pollMs,
    onResubmit: (reason) =>
      config.logger.warning('Submitting an image again; the first operation may be billed', {
        file: key,
        reason: reason.code,
      }),
  };
}
