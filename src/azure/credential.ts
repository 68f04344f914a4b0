import type { TokenCredential } from '@azure/core-auth';
import type { Environment } from '../config/environment.ts';
import type { ProxyError } from '../network/proxy-error.ts';
import { proxiesFrom } from '../network/proxies.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import type { Cloud } from './cloud.ts';
import { cloudOfHost } from './known-clouds.ts';
import { pipelineOptions } from './pipeline-client.ts';
import { fromChainError, fromManagedIdentityError, fromProxyFailure } from './token-error.ts';

/**
 * The credential for Azure: on Azure Machine Learning compute the managed identity behind MSI_ENDPOINT that
 * DEFAULT_IDENTITY_CLIENT_ID chooses; elsewhere the usual chain (environment, workload identity, managed identity,
 * Azure CLI …). The library reads the same variables from the process itself; `env` decides which of the two, and the
 * client id. `cloud` decides where Entra is asked for tokens.
 *
 * The library is loaded when it is first needed: it costs about 65 MB. Where there is no token, the credential throws
 * an AzureError or a RetryableError that says what to do; other errors, such as network errors, are thrown unchanged.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
 */
export async function createCredential(
  env: Environment,
  { authority }: Pick<Cloud, 'authority'>,
): Promise<TokenCredential> {
  const failures = new ProxyFailures();
  const pipeline = pipelineOptions(proxiesFrom(env), (error) => failures.add(error));
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  const { watchResponses } = await import('./foreign-response.ts');
  const watch = watchResponses(pipeline.httpClient);
  const watched = { ...pipeline, httpClient: watch.httpClient };
  if (!isAmlCompute(env)) {
    const options = authority === null ? {} : authorityOptions(authority);
    return explained(
      new DefaultAzureCredential({ ...watched, ...options }),
      (error) => fromChainError(error, watch.last()),
      failures,
    );
  }
  const clientId = env['DEFAULT_IDENTITY_CLIENT_ID'];
  return explained(
    new ManagedIdentityCredential({
      ...watched,
      ...(clientId && { clientId }),
      retryOptions: { maxRetries: 1 },
    }),
    (error) => fromManagedIdentityError(error, watch.last()),
    failures,
  );
}

export function isAmlCompute(env: Environment): boolean {
  return Boolean(env['MSI_ENDPOINT'] && env['MSI_SECRET']);
}

/** Microsoft's instance discovery knows only its own clouds and fails for an emulator or an air-gapped cloud. */
function authorityOptions(authorityHost: string) {
  const hostname = URL.canParse(authorityHost) ? new URL(authorityHost).hostname : '';
  return { authorityHost, disableInstanceDiscovery: cloudOfHost(hostname) === null };
}

const CREDENTIAL_ERRORS = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
]);

/** The errors of proxies in a request for a token, which the library replaces by errors of its own. */
class ProxyFailures {
  #last: ProxyError | null = null;

  add(error: ProxyError): void {
    this.#last = error;
  }

  take(): ProxyError | null {
    const last = this.#last;
    this.#last = null;
    return last;
  }
}

function explained(
  credential: TokenCredential,
  explain: (error: Error) => Error,
  failures: ProxyFailures,
): TokenCredential {
  return {
    async getToken(scopes, options) {
      failures.take();
      try {
        const token = await credential.getToken(scopes, options);
        if (token !== null) knownSecrets.add(token.token);
        return token;
      } catch (error) {
        const failure = failures.take();
        if (failure !== null) throw fromProxyFailure(failure);
        throw error instanceof Error && CREDENTIAL_ERRORS.has(error.name) ? explain(error) : error;
      }
    },
  };
}
