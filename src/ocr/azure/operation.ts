import { withoutResult } from './transport/checked-send.ts';
import type { WorkerError } from '../../contract/errors.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import type { PollAges } from '../../flow/polling/poll-ages.ts';
import type { FailureRate } from './blame/failure-rate.ts';
import type { OperationMemory } from './operation-memory.ts';
import type { SubmitDeadline } from '../../flow/deadline/submit-deadline.ts';
import type { SubmitsOnWire } from './operation/submits-on-wire.ts';
import type { WaitingOperations } from './operation/waiting-operations.ts';

/** The result of a poll. With `resubmit`, the image may not be the cause of the failure. */
export type Progress<T> =
  | { readonly state: 'running'; readonly retryAfterMs: number | null }
  | { readonly state: 'succeeded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: WorkerError; readonly resubmit: boolean };

/** The final state of an operation. */
export type End<T> = Exclude<Progress<T>, { readonly state: 'running' }>;

/** The end of an operation that succeeded; null where its response has no result. */
export function succeeded<T>(value: T | null, service: string): End<T> {
  return value === null
    ? { state: 'failed', error: withoutResult(service), resubmit: false }
    : { state: 'succeeded', value };
}

export interface Submitted {
  readonly id: string;
  /** Delay before the first poll, in milliseconds; null where the service does not name one. */
  readonly retryAfterMs: number | null;
}

/** A service operation: an image is submitted, then its result is polled. */
export interface Operation<T> {
  submit(image: Buffer, signal: AbortSignal): Promise<Submitted>;
  poll(id: string, signal: AbortSignal): Promise<Progress<T>>;
}

export interface OperationOptions {
  readonly flow: FlowControl;
  /** The service whose budgets the requests use. */
  readonly service: string;
  /** When to poll; shared by all operations of the service. */
  readonly ages: PollAges;
  /** Whether there is time for another submit; shared like `ages`. */
  readonly submits: SubmitDeadline;
  /** Submits that have left; shared like `ages`. */
  readonly onWire: SubmitsOnWire<Submitted>;
  /** Operations that wait for their results; shared like `ages`. */
  readonly waiting: Pick<WaitingOperations, 'count' | 'countFrom'>;
  /** Whether every image that has been begun is submitted. */
  readonly allSubmitted: () => boolean;
  readonly memory: OperationMemory;
  /** How many submits an image is worth; shared like `ages`. */
  readonly failures: FailureRate;
  /** Called when the service has accepted the image, for the first time, with when that was. */
  readonly onSubmitted: (acceptedAt: number) => void;
  /** Called before an image is submitted again, which may be billed again. */
  readonly onResubmit: (reason: WorkerError) => void;
}
