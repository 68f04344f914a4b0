import type { TokenCredential } from '@azure/core-auth';
import type { Environment } from '../config/parse-arguments.ts';
import type { WorkerError } from '../contract/errors.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import { createCredential, isAmlCompute } from '../azure/credential.ts';
import { SecretError } from './secret-error.ts';

/** Who we are to Azure, and why a token could not be had. */
export interface Identity {
  readonly credential: TokenCredential;
  /** Null when the error is about something else. */
  explain(error: unknown): WorkerError | null;
}

export async function createIdentity(env: Environment): Promise<Identity> {
  const credential = await createCredential(env);
  const explain = isAmlCompute(env) ? explainManagedIdentity : explainChain;
  return { credential, explain: (error) => (isCredentialError(error) ? explain(error) : null) };
}

const CREDENTIAL_ERRORS = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
]);

function isCredentialError(error: unknown): error is Error {
  return error instanceof Error && CREDENTIAL_ERRORS.has(error.name);
}

function explainManagedIdentity(error: Error): WorkerError {
  const status = (error.cause as { status?: unknown } | undefined)?.status;
  if (typeof status === 'number' && status >= 400 && status < 404) {
    return new SecretError('secret_identity', [
      `The compute's managed identity gets no token (HTTP ${status}): assign an identity to the cluster, and where it has several, set DEFAULT_IDENTITY_CLIENT_ID to the client id of the one to use.`,
    ]);
  }
  // Silence, 5xx and broken answers end in errors of several kinds; none of them says more than that.
  return new RetryableError(
    'identity_unavailable',
    "The compute's identity endpoint (MSI_ENDPOINT) gives no token. Try again later; if it stays, assign the identity to the cluster anew.",
  );
}

/** Of the library's message only Entra's own code is repeated. */
function explainChain(error: Error): WorkerError {
  const code = /AADSTS\d+/.exec(error.message)?.[0];
  return new SecretError('secret_identity', [
    `No Azure credential works here${code === undefined ? '' : ` (${code})`}: on a cluster, assign it a managed identity; on your own machine, run "az login", set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or take the secrets from the environment with --secrets env.`,
  ]);
}
