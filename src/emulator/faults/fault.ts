import type { OperationName } from '../operations.ts';

export const FORCED_OUTCOMES = [
  'failed',
  'failed_with_errors',
  'capital_failed',
  'stuck',
  'vanished',
] as const;
/** How an accepted operation ends, other than well. */
export type ForcedOutcome = (typeof FORCED_OUTCOMES)[number];

export const STATUS_BODIES = ['json', 'html', 'empty'] as const;
export const RESET_MOMENTS = ['before_body', 'after_body', 'before_response', 'during_response'] as const;
export const BAD_BODIES = ['truncated', 'invalid', 'html'] as const;
export const LOCATIONS = ['foreign', 'missing'] as const;

/** What goes wrong, told apart by `fault`. */
export type InjectedFault =
  /** 429; the wait in seconds is in the message and, unless `header` is false, in Retry-After. */
  | { readonly fault: 'throttle'; readonly retry_after?: number; readonly header?: boolean }
  | {
      readonly fault: 'status';
      readonly status: number;
      readonly body?: (typeof STATUS_BODIES)[number];
      readonly retry_after?: number;
    }
  /**
   * The connection is cut: before the request's body was read, after it, after the work was done and billed but
   * before a byte of the response, or in the middle of the response's body.
   */
  | { readonly fault: 'reset'; readonly when: (typeof RESET_MOMENTS)[number] }
  /** No response until the client leaves, or the connection is cut after `seconds`. */
  | { readonly fault: 'hang'; readonly seconds?: number }
  /** The right response, its body spread over `seconds`. */
  | { readonly fault: 'slow_body'; readonly seconds: number }
  /** The right status with half a JSON text, with no JSON at all, or HTTP 200 with an HTML page. */
  | { readonly fault: 'bad_body'; readonly body: (typeof BAD_BODIES)[number] }
  /** An Operation-Location on another host, or none. */
  | {
      readonly fault: 'operation_location';
      readonly location: (typeof LOCATIONS)[number];
      readonly host?: string;
    }
  /** The call is accepted and billed, and the operation ends otherwise than well. */
  | { readonly fault: 'operation'; readonly ends: ForcedOutcome }
  /** The key changes with this request, which is then rejected, as is every one with the old key. */
  | { readonly fault: 'rotate_key' };

/** Which requests a rule is for; every condition given must hold. */
export interface FaultConditions {
  readonly on: readonly OperationName[];
  /** Counts of the rule's own matching requests, from 1. */
  readonly nth: readonly number[] | null;
  readonly from: number;
  readonly to: number;
  /** 0 to 1, drawn from the seed. */
  readonly probability: number;
  /** The start of the image's SHA-256, lower-case hex. */
  readonly image: string | null;
  /** The image's file name, where the server was told the names. */
  readonly imageName: string | null;
  /** Count each image by itself. */
  readonly perImage: boolean;
}

export interface FaultRule {
  readonly name: string;
  readonly when: FaultConditions;
  readonly fault: InjectedFault;
}

export interface FaultScript {
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}
