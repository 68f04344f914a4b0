import { ItemError } from '../../../contract/errors.ts';
import type { Clock } from '../../../flow/clock.ts';
import { RetryableError } from '../../../flow/retryable-error.ts';
import { serviceError } from '../service-error.ts';
import type { ServiceRequest, ServiceResponse, Transport } from './transport.ts';

/** The dependencies that the clients of one service share. */
export interface ServiceLink {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Names the service in messages, for example `The Read API at name.cognitiveservices.azure.com`. */
  readonly service: string;
}

/**
 * Sends a request and returns only a 2xx response, so that no client library creates an error of its own, which would
 * hold the request.
 */
export async function checkedSend(
  { transport, clock, service }: ServiceLink,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<ServiceResponse> {
  const response = await transport.send(request, signal);
  if (response.status < 200 || response.status > 299) throw serviceError(response, service, clock.now());
  return response;
}

/** The error of an image for which a service reports success without a result; polling again brings the same. */
export function withoutResult(service: string): ItemError {
  return new ItemError(
    'no_result',
    `${service} reports success, but its response has no result for the image.`,
  );
}

/** The error for an unusable 2xx response: worth another attempt, but possibly billed already. */
export function unusable(
  service: string,
  what: string,
  request: { readonly method: string },
): RetryableError {
  return new RetryableError('invalid_response', `${service} returned ${what} instead of a reading.`, {
    mayBeBilled: request.method === 'POST',
  });
}
