import type { WorkerError } from '../../contract/errors.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { AzureError } from '../azure-error.ts';
import { classifyNetworkError, networkAdvice } from '../network-error.ts';
import type { RestRequest } from './request.ts';

/** The error of a request that got no complete response. A POST is repeated only when it was certainly not sent. */
export function fromNetworkError(error: unknown, { url, method, failing }: RestRequest): WorkerError {
  const { host } = new URL(url);
  const network = classifyNetworkError(error);
  const advice = networkAdvice(network, host);
  if (advice !== null) return new AzureError('network', `${failing}: ${advice}`);
  const code = network.code === null ? '' : ` (${network.code})`;
  const what = `${failing}: ${network.proxyProblem ?? `${host} gave no complete response${code}. Check the network.`}`;
  if (method !== 'POST' || network.kind === 'unreachable') {
    return new RetryableError('azure_silent', what);
  }
  return new AzureError('network', `${what} It may have been carried out: check before you repeat it.`);
}
