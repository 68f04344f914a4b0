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

/** How much is under way, and how fast it goes: what a deadline has to reckon with. */
export interface BudgetLoad {
  /** Requests per second; Infinity where nothing paces them. */
  readonly rate: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
}

/** Of requests that nothing paces. */
export const UNPACED: BudgetLoad = { rate: Number.POSITIVE_INFINITY, waiting: 0 };

/** Every request to a service goes through here, so that pacing, retries and delays are decided in one place. */
export interface FlowControl {
  readonly clock: Clock;
  /** @param mayLeave called when it is the request's turn; throws when it shall not be made any more */
  run<T>(budget: ServiceBudget, call: Call<T>, scope: TimeScope, mayLeave?: () => void): Promise<T>;
  load(budget: ServiceBudget['budget']): BudgetLoad;
}
