import type { Clock } from '../../../flow/clock.ts';
import { RetryableError } from '../../../flow/retryable-error.ts';
import { errorFromAnswer } from '../answer-error.ts';
import type { ServiceRequest, ServiceResponse, Transport } from './transport.ts';

/** What the clients of one service share. */
export interface ServiceLink {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Names the service in messages, for example `The Read API at name.cognitiveservices.azure.com`. */
  readonly service: string;
}

/**
 * Sends and lets through only a 2xx answer, so that no client library builds an error of its own, which would hold
 * the request.
 */
export async function checkedSend(
  { transport, clock, service }: ServiceLink,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<ServiceResponse> {
  const answer = await transport.send(request, signal);
  if (answer.status < 200 || answer.status > 299) throw errorFromAnswer(answer, service, clock.now());
  return answer;
}

/** A 2xx answer that makes no sense: worth another try, and perhaps already charged for. */
export function unusable(
  service: string,
  what: string,
  request: { readonly method: string },
): RetryableError {
  return new RetryableError('invalid_response', `${service} answered with ${what} instead of a reading.`, {
    mayBeBilled: request.method === 'POST',
  });
}
