import type { TokenCredential } from '@azure/core-auth';
import type { Environment } from '../config/environment.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { isLoopback } from './endpoint.ts';
import { fromChainError, fromManagedIdentityError } from './token-error.ts';

/**
 * The credential for Azure: on Azure Machine Learning compute the managed identity behind MSI_ENDPOINT that
 * DEFAULT_IDENTITY_CLIENT_ID chooses; elsewhere the usual chain (environment, workload identity, managed identity,
 * Azure CLI …). The library reads the same variables from the process itself; `env` decides which of the two, and the
 * client id.
 *
 * The library is loaded when it is first needed: it costs about 65 MB. Where there is no token, the credential throws
 * an AzureError or a RetryableError that says what to do; other errors, such as network errors, are thrown unchanged.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
 */
export async function createCredential(env: Environment): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  if (!isAmlCompute(env)) {
    const disableInstanceDiscovery = isLocalAuthority(env['AZURE_AUTHORITY_HOST']);
    return explained(new DefaultAzureCredential({ disableInstanceDiscovery }), fromChainError);
  }
  const clientId = env['DEFAULT_IDENTITY_CLIENT_ID'];
  return explained(
    new ManagedIdentityCredential({ ...(clientId && { clientId }), retryOptions: { maxRetries: 1 } }),
    fromManagedIdentityError,
  );
}

export function isAmlCompute(env: Environment): boolean {
  return Boolean(env['MSI_ENDPOINT'] && env['MSI_SECRET']);
}

/** Microsoft's instance discovery knows only its own clouds and fails for an emulator. */
function isLocalAuthority(host: string | undefined): boolean {
  return host !== undefined && URL.canParse(host) && isLoopback(new URL(host).hostname);
}

const CREDENTIAL_ERRORS = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
]);

function explained(credential: TokenCredential, explain: (error: Error) => Error): TokenCredential {
  return {
    async getToken(scopes, options) {
      try {
        const token = await credential.getToken(scopes, options);
        if (token !== null) knownSecrets.add(token.token);
        return token;
      } catch (error) {
        throw error instanceof Error && CREDENTIAL_ERRORS.has(error.name) ? explain(error) : error;
      }
    },
  };
}
