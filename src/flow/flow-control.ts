import type { Clock } from './clock.ts';
import type { TimeScope } from './time-scope.ts';

/** One request to a service; it may be made several times. */
export type Call<T> = (signal: AbortSignal) => Promise<T>;

/** The rate limit that a request counts against. */
export interface ServiceBudget {
  /** Name and address of the service that sets the limit. */
  readonly service: string;
  /**
   * `submit` sends an image and is billed, `result` polls for its reading, `control` is all else: secrets, Resource
   * Manager.
   */
  readonly budget: 'submit' | 'result' | 'control';
}

/** Every request to a service goes through here, so that pacing, retries and delays are decided in one place. */
export interface FlowControl {
  readonly clock: Clock;
  run<T>(budget: ServiceBudget, call: Call<T>, scope: TimeScope): Promise<T>;
}
