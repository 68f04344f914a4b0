/** What a rate law may know when it changes the rate. Times are in seconds, rates in requests per second. */
export interface RunFacts {
  /** In terms of a clock that never goes back. */
  readonly now: number;
  /** Requests accepted since the last hold ended. */
  readonly accepted: number;
  /** Time since the last hold ended. */
  readonly seconds: number;
  /** The part of it in which pacing decided when requests left. */
  readonly limitedSeconds: number;
  /** The time in which the service's bucket fills, at least 1. */
  readonly depthSeconds: number;
}

/** The facts at a rejection, and the rate that they show. */
export interface Rejection extends RunFacts {
  readonly estimate: number;
}

/** Decides how many requests per second may leave. */
export interface RateLaw {
  /** Requests per second; finite and above 0. */
  readonly rate: number;
  /** A request of this run was accepted, and only pacing had delayed it. */
  accepted(run: RunFacts): void;
  /** The service rejected a request for its rate; once for all rejections of requests sent before the hold. */
  rejected(rejection: Rejection): void;
  /** Every response, those of earlier runs included. */
  observed(rejected: boolean, nowSeconds: number): void;
}

/** The lowest rate: one request in 50 seconds. */
export const LOWEST_RATE = 0.02;
