import type { WorkerError } from '../../contract/errors.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { AzureError } from './azure-error.ts';
import type { RestRequest } from './request.ts';

/** A request that got no whole answer. Nothing is quoted from the error but its code. */
export function explainSilence(error: unknown, { url, method, failing }: RestRequest): WorkerError {
  const { host } = new URL(url);
  const code = errorCode(error);
  if (code === 'ENOTFOUND') {
    return new AzureError(
      'network',
      `${failing}: DNS knows no ${host} (ENOTFOUND). Check the spelling; with a private endpoint, work from inside its network.`,
    );
  }
  if (code !== null && /^(CERT_|DEPTH_ZERO|ERR_TLS|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    return new AzureError(
      'network',
      `${failing}: the certificate of ${host} is not trusted (${code}). Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to its authority's PEM file.`,
    );
  }
  const why = `${failing}: ${host} gave no whole answer${code === null ? '' : ` (${code})`}.`;
  if (method !== 'POST' || code === 'ECONNREFUSED')
    return new RetryableError('azure_silent', `${why} Check the network.`);
  return new AzureError('network', `${why} It may have been done all the same: look before you repeat it.`);
}

/** `fetch` puts the system's error into `cause`. */
function errorCode(error: unknown): string | null {
  for (const candidate of [error, (error as { cause?: unknown } | null)?.cause]) {
    const code = (candidate as { code?: unknown } | null | undefined)?.code;
    if (typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code)) return code;
  }
  return null;
}
