import type { EmulatorResponse } from './server/http.ts';
import { OPERATIONS, type OperationName } from './operations.ts';
import type { Sku } from './server/rates.ts';

/** The two shapes of the Read API's errors; a client has to support both. */
export const ERROR_SHAPES = ['wrapped', 'flat'] as const;
export type ErrorShape = (typeof ERROR_SHAPES)[number];

export function flatError(status: number, code: string, message: string): EmulatorResponse {
  return { status, body: { code, message } };
}

export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly inner?: { readonly code: string; readonly message: string };
}

/** `{error: {code, message, innererror?}}`. */
export function wrappedError(status: number, error: ServiceError): EmulatorResponse {
  const { code, message, inner } = error;
  return { status, body: { error: { code, message, ...(inner && { innererror: inner }) } } };
}

/** An error of the gateway in front of the services: its `code` is the HTTP status. */
function gatewayError(status: number, message: string, headers?: Record<string, string>): EmulatorResponse {
  const response = wrappedError(status, { code: String(status), message });
  return headers === undefined ? response : { ...response, headers };
}

export const resourceNotFound = (): EmulatorResponse => gatewayError(404, 'Resource not found');

export const accessDenied = (): EmulatorResponse =>
  gatewayError(
    401,
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  );

/** The wait is always in the message, and in `Retry-After` with `withHeader`. */
export function tooManyRequests(
  operation: OperationName,
  sku: Sku,
  seconds: number,
  withHeader: boolean,
): EmulatorResponse {
  const { title, api, resource } = OPERATIONS[operation];
  const advice =
    sku === 'F0'
      ? 'To increase your rate limit switch to a paid tier.'
      : 'Please contact Azure support service if you would like to further increase the default rate limit.';
  const wait = `${seconds} second${seconds === 1 ? '' : 's'}`;
  return gatewayError(
    429,
    `Requests to the ${title} Operation under ${api} have exceeded rate limit of your current ${resource} ${sku} pricing tier. Please retry after ${wait}. ${advice}`,
    withHeader ? { 'retry-after': String(seconds) } : undefined,
  );
}
