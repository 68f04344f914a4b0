import { publish, type RequestEvent } from '../metrics/channels.ts';
import type { Clock } from './clock.ts';
import type { Call, ServiceBudget } from './flow-control.ts';
import { RetryableError } from './retryable-error.ts';

/** The call of a request, whose end is published each time that it is made. */
export function observedCall<T>({ service, budget }: ServiceBudget, call: Call<T>, clock: Clock): Call<T> {
  return async (signal) => {
    const start = clock.now();
    const report = (outcome: RequestEvent['outcome'], mayBeBilled: boolean): void =>
      publish.request(() => ({ service, budget, outcome, mayBeBilled, durationMs: clock.now() - start }));
    try {
      const value = await call(signal);
      report('accepted', false);
      return value;
    } catch (error) {
      const { overRate, mayBeBilled } =
        error instanceof RetryableError ? error : { overRate: false, mayBeBilled: signal.aborted };
      report(overRate ? 'over_rate' : 'failed', mayBeBilled);
      throw error;
    }
  };
}
