import type { OperationName } from '../operations.ts';
import type { EchoForm } from './echo-forms.ts';

export const FORCED_OUTCOMES = [
  'failed',
  'failed_with_errors',
  'capital_failed',
  'stuck',
  'vanished',
] as const;
/** How an accepted operation fails. */
export type ForcedOutcome = (typeof FORCED_OUTCOMES)[number];

export const STATUS_BODIES = ['json', 'html', 'empty'] as const;
export const RESET_MOMENTS = ['before_body', 'after_body', 'before_response', 'during_response'] as const;
export const BAD_BODIES = ['truncated', 'invalid', 'html', 'empty'] as const;
export const EMPTY_RESULTS = ['empty', 'missing'] as const;
/** `wrong` is not what its header says, `gzip_br` is encoded twice, `unknown` is an encoding that nobody decodes. */
export const ENCODING_NAMES = ['gzip', 'deflate', 'br', 'gzip_br', 'unknown', 'wrong'] as const;
export const SECRET_STATES = [
  'disabled',
  'expired',
  'not_yet_valid',
  'no_role',
  'no_policy',
  'firewall',
] as const;
export const LOCATIONS = ['foreign', 'missing'] as const;

/** A fault to inject; `fault` names its kind. */
export type InjectedFault =
  /** 429; the wait in seconds is in the message and, unless `header` is false, in Retry-After. */
  | { readonly fault: 'throttle'; readonly retry_after?: number; readonly header?: boolean }
  | {
      readonly fault: 'status';
      readonly status: number;
      readonly body?: (typeof STATUS_BODIES)[number];
      /** The error code and message of a JSON body. */
      readonly code?: string;
      readonly message?: string;
      readonly retry_after?: number;
    }
  /** An error that repeats the credentials of the request, in the form that `as` names. */
  | { readonly fault: 'echo'; readonly status?: number; readonly as?: EchoForm }
  /**
   * The connection is cut: before the request's body is read, after that, after the work is done and billed but before
   * the first byte of the response, or in the middle of the response's body.
   */
  | { readonly fault: 'reset'; readonly when: (typeof RESET_MOMENTS)[number] }
  /** No response until the client disconnects, or the connection is cut after `seconds`. */
  | { readonly fault: 'hang'; readonly seconds?: number }
  /** The correct response, its body sent slowly over `seconds`. */
  | { readonly fault: 'slow_body'; readonly seconds: number }
  /** The correct status with half of the JSON with text that is not JSON or without a body, or HTTP 200 with an HTML page. */
  | { readonly fault: 'bad_body'; readonly body: (typeof BAD_BODIES)[number] }
  /** An Operation-Location on another host, or no such header. */
  | {
      readonly fault: 'operation_location';
      readonly location: (typeof LOCATIONS)[number];
      readonly host?: string;
    }
  /** The call is accepted and billed, and the operation fails. */
  | { readonly fault: 'operation'; readonly ends: ForcedOutcome }
  /** Predictions without bounding boxes, as the project of a classifier gives. */
  | { readonly fault: 'no_boxes' }
  /** A redirect to a sign-in page, as a captive portal sends it. */
  | { readonly fault: 'redirect' }
  /** The correct response, encoded although the request did not ask for it. */
  | { readonly fault: 'encoding'; readonly encoding: (typeof ENCODING_NAMES)[number] }
  /** Success with an empty list of pages, or without a result. */
  | { readonly fault: 'empty_result'; readonly result: (typeof EMPTY_RESULTS)[number] }
  /** The correct JSON with other values, by their dotted paths, as a hostile service sends it. */
  | { readonly fault: 'replace'; readonly fields: Readonly<Record<string, unknown>> }
  /** The vault's response for a secret that is disabled or outside its dates, or that the identity may not read. */
  | { readonly fault: 'secret'; readonly state: (typeof SECRET_STATES)[number] }
  /** The key changes with this request, which is then rejected, as is every one with the old key. */
  | { readonly fault: 'rotate_key' };

/** The requests that a rule applies to; all given conditions must hold. */
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
  /** The image's file name, when the server knows the names. */
  readonly imageName: string | null;
  /** Count the requests of each image separately. */
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
