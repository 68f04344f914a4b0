import { systemClock, type Clock } from './clock.ts';
import { RetryableError } from './retryable-error.ts';
import { defaultRetrySchedule, type Random, type RetrySchedule } from './retry-schedule.ts';
import { sleep } from './sleep.ts';
import type { TimeScope } from './time-scope.ts';

/** One request to a service; it may run several times. */
export type Call<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Every request to a service goes through here, so that rates, waits and tries are decided in one place. Submits
 * (which cost money) and polls (which do not) are told apart because services give them budgets of their own.
 */
export interface FlowControl {
  readonly clock: Clock;
  submit<T>(call: Call<T>, scope: TimeScope): Promise<T>;
  poll<T>(call: Call<T>, scope: TimeScope): Promise<T>;
}

/** A try that failed and will be repeated after a wait. */
export interface RetryEvent {
  readonly kind: 'submit' | 'poll';
  /** The try that failed, from 0. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly code: string;
  /** The try that failed may have been charged for. */
  readonly mayBeBilled: boolean;
}

export interface RetryingFlowOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly schedule?: RetrySchedule;
  /** How often a submit is repeated whose answer was lost and may have been billed. */
  readonly maxLostSubmits?: number;
  readonly onRetry?: (event: RetryEvent) => void;
}

/** Tries again as long as the scope has time for the wait, and then throws what the last try failed with. */
export function retryingFlow(options: RetryingFlowOptions = {}): FlowControl {
  const {
    clock = systemClock,
    random = Math.random,
    schedule = defaultRetrySchedule,
    maxLostSubmits = 2,
    onRetry = () => {},
  } = options;

  const retrying =
    (kind: 'submit' | 'poll') =>
    async <T>(call: Call<T>, { signal, endsAt }: TimeScope): Promise<T> => {
      let lost = 0;
      for (let attempt = 0; ; attempt += 1) {
        signal.throwIfAborted();
        try {
          return await call(signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof RetryableError)) throw error;
          if (error.mayBeBilled) lost += 1;
          if (lost > maxLostSubmits) throw error;
          const waitMs = error.retryAfterMs ?? schedule(attempt, random);
          if (clock.now() + waitMs >= endsAt) throw error;
          onRetry({ kind, attempt, waitMs, code: error.code, mayBeBilled: error.mayBeBilled });
          await sleep(clock, waitMs, signal);
        }
      }
    };
  return { clock, submit: retrying('submit'), poll: retrying('poll') };
}
