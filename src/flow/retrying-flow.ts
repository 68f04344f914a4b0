import { publish } from '../metrics/channels.ts';
import { systemClock, type Clock } from './clock.ts';
import { type Call, type FlowControl, type ServiceBudget, UNPACED } from './flow-control.ts';
import { endOf } from './deadline/request-end.ts';
import { RetryableError } from './retryable-error.ts';
import { defaultRetrySchedule, type Random, type RetrySchedule } from './retry-schedule.ts';
import { RunTimeoutError } from './run-timeout-error.ts';
import { sleep } from './sleep.ts';
import type { TimeScope } from './time-scope.ts';

/** An attempt that failed and will be repeated after a wait. */
export interface RetryEvent extends ServiceBudget {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly code: string;
  /** The attempt that failed may have been billed. */
  readonly mayBeBilled: boolean;
}

export interface RetryingFlowOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly schedule?: RetrySchedule;
  /** Maximum repetitions of a call that may have been billed although its response was lost. */
  readonly maxLostSubmits?: number;
  readonly onRetry?: (event: RetryEvent) => void;
}

/**
 * Repeats a call that fails with a RetryableError as long as the scope has time for the delay, then throws the last
 * attempt's error; a RunTimeoutError when the time of the mini-batch is the reason. A call that may have been billed without a response is repeated `maxLostSubmits` times at most.
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
    load: () => UNPACED,
    async run<T>(
      { service, budget }: ServiceBudget,
      call: Call<T>,
      scope: TimeScope,
      mayLeave = (): void => {},
    ): Promise<T> {
      const { signal } = scope;
      let lost = 0;
      for (let attempt = 1; ; attempt += 1) {
        signal.throwIfAborted();
        mayLeave();
        try {
          return await call(signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof RetryableError)) throw error;
          const { code, mayBeBilled } = error;
          if (mayBeBilled) lost += 1;
          if (lost > maxLostSubmits) throw error;
          const waitMs = error.retryAfterMs ?? schedule(attempt - 1, random);
          const nextAt = clock.now() + waitMs;
          const end = endOf(budget, scope);
          // The image alone has no time left; others may have.
          if (nextAt >= end.time) throw new RunTimeoutError(error.message, { forAll: false, cause: error });
          if (nextAt >= scope.endsAt) throw error;
          onRetry({ service, budget, attempt, waitMs, code, mayBeBilled });
          publish.wait(() => ({ service, budget, reason: 'retry', durationMs: waitMs }));
          await sleep(clock, waitMs, end.signal);
        }
      }
    },
  };
}
