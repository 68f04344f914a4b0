import type { TokenCredential } from '@azure/core-auth';
import type { KeyVaultSecret, SecretClient } from '@azure/keyvault-secrets';
import type { FlowControl } from '../flow/flow-control.ts';
import { isLoopback } from '../azure/endpoint.ts';
import { pipelineOptions } from '../azure/pipeline-client.ts';
import type { Proxies } from '../network/proxies.ts';
import { SecretError } from './secret-error.ts';
import { checkSecretName, type SecretSource } from './secret-source.ts';
import { Secret } from './secret.ts';
import { callVault } from './vault-call.ts';
import { fromVaultError } from './vault-error.ts';
import type { VaultResponse } from './vault-response.ts';

/**
 * Reads the newest version of each secret through `@azure/keyvault-secrets`, which is loaded only here.
 *
 * @param url without a trailing slash
 */
export async function keyVaultSource(
  url: string,
  credential: TokenCredential,
  flow: FlowControl,
  proxies: Proxies,
): Promise<SecretSource> {
  const client = await createClient(url, credential, proxies);
  const vault = `Key Vault ${url}`;
  return {
    description: vault,
    async get(name, signal) {
      checkSecretName(name);
      const request = (limit: AbortSignal): Promise<KeyVaultSecret> =>
        getSecret(client, name, limit, (error, response) =>
          fromVaultError(error, response, { name, vault, now: flow.clock.now() }),
        );
      return takeValue(name, vault, await callVault(vault, request, flow, signal), flow.clock.now());
    },
  };
}

async function createClient(
  url: string,
  credential: TokenCredential,
  proxies: Proxies,
): Promise<SecretClient> {
  const keyVault = await import('@azure/keyvault-secrets');
  const { protocol, hostname } = new URL(url);
  return new keyVault.SecretClient(url, credential, {
    ...pipelineOptions(proxies),
    // The client's own retries ignore a 429 without Retry-After, and our time limit.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { handleRedirects: false },
    // An emulator on this machine is not a subdomain of the host in its challenge.
    disableChallengeResourceVerification: isLoopback(hostname),
    allowInsecureConnection: protocol === 'http:',
  });
}

async function getSecret(
  client: SecretClient,
  name: string,
  signal: AbortSignal,
  explain: (error: unknown, response: VaultResponse | null) => Error,
): Promise<KeyVaultSecret> {
  let response: VaultResponse | null = null;
  try {
    return await client.getSecret(name, {
      abortSignal: signal,
      onResponse: ({ status, headers, bodyAsText }) => {
        response = { status, header: (header) => headers.get(header), body: bodyAsText ?? '' };
      },
    });
  } catch (error) {
    throw explain(error, response);
  }
}

function takeValue(name: string, vault: string, bundle: KeyVaultSecret, now: number): Secret {
  const { enabled, expiresOn, notBefore } = bundle.properties;
  const where = `Secret '${name}' in ${vault}`;
  if (enabled === false) {
    throw new SecretError('secret_disabled', [`${where} is disabled: enable its newest version.`]);
  }
  if (expiresOn && expiresOn.getTime() <= now) {
    throw new SecretError('secret_expired', [
      `${where} expired on ${expiresOn.toISOString()}: store the current key as a new version, or move its expiration date.`,
    ]);
  }
  if (notBefore && notBefore.getTime() > now) {
    throw new SecretError('secret_expired', [
      `${where} is not valid before ${notBefore.toISOString()}: move its activation date, or wait.`,
    ]);
  }
  if (!bundle.value) throw new SecretError('secret_value', [`${where} has no value: store the key in it.`]);
  return new Secret(bundle.value);
}
