import { systemClock, type Clock } from './clock.ts';
import { RetryableError } from './retryable-error.ts';
import { defaultRetrySchedule, type Random, type RetrySchedule } from './retry-schedule.ts';
import { sleep } from './sleep.ts';
import type { TimeScope } from './time-scope.ts';

/** One request to a service; it may be made several times. */
export type Call<T> = (signal: AbortSignal) => Promise<T>;

/** What a request is counted against: services limit these apart. */
export interface ServiceBudget {
  /** Whose budget it is; a service at another address is another service. */
  readonly service: string;
  /**
   * `submit` hands over an image and costs money, `result` looks for what became of it, `control` is everything
   * else: secrets, Resource Manager.
   */
  readonly budget: 'submit' | 'result' | 'control';
}

/** Every request to a service goes through here, so that rates, waits and attempts are decided in one place. */
export interface FlowControl {
  readonly clock: Clock;
  run<T>(budget: ServiceBudget, call: Call<T>, scope: TimeScope): Promise<T>;
}

/** An attempt that failed and will be repeated after a wait. */
export interface RetryEvent extends ServiceBudget {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly code: string;
  /** The attempt that failed may have been charged for. */
  readonly mayBeBilled: boolean;
}

export interface RetryingFlowOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly schedule?: RetrySchedule;
  /** How often a call is repeated that may have been billed though its response was lost. */
  readonly maxLostSubmits?: number;
  readonly onRetry?: (event: RetryEvent) => void;
}

/**
 * Repeats what fails with a RetryableError as long as the scope has time for the wait, then throws what the last
 * attempt failed with. A call that may have been billed without a response is repeated `maxLostSubmits` times at most.
 */
export function retryingFlow(options: RetryingFlowOptions = {}): FlowControl {
  const {
    clock = systemClock,
    random = Math.random,
    schedule = defaultRetrySchedule,
    maxLostSubmits = 2,
    onRetry = () => {},
  } = options;

  return {
    clock,
    async run({ service, budget }, call, { signal, endsAt }) {
      let lost = 0;
      for (let attempt = 1; ; attempt += 1) {
        signal.throwIfAborted();
        try {
          return await call(signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof RetryableError)) throw error;
          const { code, mayBeBilled } = error;
          if (mayBeBilled) lost += 1;
          if (lost > maxLostSubmits) throw error;
          const waitMs = error.retryAfterMs ?? schedule(attempt - 1, random);
          if (clock.now() + waitMs >= endsAt) throw error;
          onRetry({ service, budget, attempt, waitMs, code, mayBeBilled });
          await sleep(clock, waitMs, signal);
        }
      }
    },
  };
}
