import type { WorkerError } from '../contract/errors.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import type { ProxyError } from '../network/proxy-error.ts';
import { AzureError } from './azure-error.ts';

/** Maps the error of a failed sign-in. The library's error is dropped, because its request holds client secrets; Entra's
 * code is kept.
 *
 * @param foreign a response that is no JSON, as `watchResponses` describes it
 */
export function fromChainError(error: unknown, foreign: string | null = null): AzureError {
  if (foreign !== null) return fromForeign(foreign);
  const code = error instanceof Error ? /AADSTS\d+/.exec(error.message)?.[0] : undefined;
  return new AzureError(
    'no_identity',
    `No Azure credential works here${code === undefined ? '' : ` (${code})`}: run "az login", set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where a managed identity is assigned.`,
  );
}

function fromForeign(foreign: string): AzureError {
  return new AzureError(
    'no_identity',
    `There is no token: ${foreign}, which is not the response of an identity endpoint. Check MSI_ENDPOINT or IDENTITY_ENDPOINT where it is set, and that no proxy or sign-in page is in between (NO_PROXY exempts a host).`,
  );
}

/** Maps an error of the identity endpoint of AML compute. */
export function fromManagedIdentityError(error: Error, foreign: string | null = null): WorkerError {
  if (foreign !== null) return fromForeign(foreign);
  const status = (error.cause as { status?: unknown } | undefined)?.status;
  if (typeof status === 'number' && status >= 400 && status < 404) {
    return new AzureError(
      'no_identity',
      `The compute's managed identity gets no token (HTTP ${status}): assign an identity to the cluster, and where it has several, set DEFAULT_IDENTITY_CLIENT_ID to the client id of the one to use.`,
    );
  }
  // Time-outs, 5xx and broken responses cause errors of several kinds, none of which holds more detail.
  return new RetryableError(
    'identity_unavailable',
    "The compute's identity endpoint (MSI_ENDPOINT) gives no token. Try again later; if the error persists, assign the identity to the cluster again.",
  );
}

/** Maps the error of a proxy between us and Entra. */
export function fromProxyFailure({ isTransient, message }: ProxyError): WorkerError {
  const text = `No token is received: ${message}`;
  return isTransient ? new RetryableError('identity_unavailable', text) : new AzureError('network', text);
}
