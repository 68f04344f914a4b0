import { ItemError, TransientError, WorkerError } from '../../../contract/errors.ts';
import { RetryableError } from '../../../flow/retryable-error.ts';
import { isCertificateError } from '../../../azure/certificate-error.ts';
import { ServiceSetupError } from '../errors.ts';

/** No request was sent yet when these happen. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a failed exchange means. The client's own error is dropped: it may hold the request and its headers. */
export function fromNetworkError(error: unknown, method: string, host: string): WorkerError {
  if (error instanceof WorkerError) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return new TransientError('engine_closed', `The connection to ${host} was closed by us.`);
  }
  if (isCertificateError(code)) {
    return new ServiceSetupError(
      'untrusted_certificate',
      `The certificate of ${host} is not trusted (${code}). Check the endpoint; a private authority goes into NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new ServiceSetupError(
      'invalid_request',
      `The request to ${host} could not be built. Check that the key holds no line break or other control character.`,
    );
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new ItemError(
      'response_too_large',
      `The answer of ${host} is larger than any reading should be; ask for fewer pages.`,
    );
  }
  return new RetryableError(code, `No whole answer came from ${host} (${code}).`, {
    mayBeBilled: method === 'POST' && !BEFORE_SENDING.has(code),
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network_error';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : 'network_error';
}
