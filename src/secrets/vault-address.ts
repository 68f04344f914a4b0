import type { Environment } from '../config/parse-arguments.ts';
import { isLoopback } from '../azure/endpoint.ts';
import { SecretError } from './secret-error.ts';

/** Where an Azure cloud keeps its services; other clouds and emulators are named in the environment. */
export interface Cloud {
  /** Azure Resource Manager, without a trailing slash. */
  readonly armEndpoint: string;
  /** A vault's address, with `{name}` where its name goes. */
  readonly vaultUrl: string;
}

export const ARM_VARIABLE = 'PARALLEL_RUN_OCR_ARM_ENDPOINT';
export const VAULT_URL_VARIABLE = 'PARALLEL_RUN_OCR_VAULT_URL';

export function cloudFrom(env: Environment): Cloud {
  return {
    armEndpoint: secureUrl(env[ARM_VARIABLE] || 'https://management.azure.com', ARM_VARIABLE),
    vaultUrl: env[VAULT_URL_VARIABLE] || 'https://{name}.vault.azure.net',
  };
}

/**
 * `--key_vault`, a name or an address, as an address without a trailing slash.
 *
 * Names: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
 *
 * @throws SecretError when it is neither
 */
export function vaultAddress(vault: string, cloud: Cloud): string {
  if (vault.includes(':')) return secureUrl(vault, '--key_vault');
  if (!/^[A-Za-z](?!.*--)[0-9A-Za-z-]{1,22}[0-9A-Za-z]$/.test(vault)) {
    throw unacceptable(
      '--key_vault',
      vault,
      "a vault's name (3 to 24 letters, digits and single dashes) or address",
    );
  }
  return secureUrl(cloud.vaultUrl.replaceAll('{name}', vault), VAULT_URL_VARIABLE);
}

function secureUrl(text: string, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (
    url === null ||
    !secure ||
    url.username ||
    url.password ||
    url.search ||
    url.hash ||
    url.pathname !== '/'
  ) {
    throw unacceptable(where, text, 'an https:// address without a path');
  }
  return url.origin;
}

function unacceptable(where: string, received: string, accepted: string): SecretError {
  return new SecretError('vault_address', [`${where} is ${JSON.stringify(received)}: give ${accepted}.`]);
}
