import { classifyNetworkError, networkAdvice } from '../../../azure/network-error.ts';
import { ItemError, TransientError, WorkerError } from '../../../contract/errors.ts';
import { RetryableError } from '../../../flow/retryable-error.ts';
import { ServiceSetupError } from '../service-errors.ts';

/** Maps the error of a failed exchange. The client's own error is dropped: it may hold the request and its headers. */
export function fromExchangeError(error: unknown, method: string, host: string): WorkerError {
  if (error instanceof WorkerError) return error;
  const network = classifyNetworkError(error);
  const code = network.code ?? 'network_error';
  switch (code) {
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
      return new TransientError('engine_closed', `The connection to ${host} was closed by us.`);
    case 'UND_ERR_INVALID_ARG':
      return new ServiceSetupError(
        'invalid_request',
        `The request to ${host} could not be built. Check that the key holds no line break or other control character.`,
      );
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return new ItemError(
        'response_too_large',
        `The response of ${host} is larger than any reading should be; ask for fewer pages.`,
      );
  }
  if (network.kind === 'certificate') {
    return new ServiceSetupError('untrusted_certificate', networkAdvice(network, host) ?? '');
  }
  if (network.kind === 'proxy') return new ServiceSetupError(code, network.proxyProblem ?? '');
  const what = network.proxyProblem ?? `No complete response came from ${host} (${code}).`;
  return new RetryableError(code, what, {
    mayBeBilled: method === 'POST' && network.kind === 'interrupted',
  });
}
