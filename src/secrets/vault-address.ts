import { type Cloud, namedVault } from '../azure/cloud.ts';
import { isBelowTemplate, ONE_LABEL } from '../azure/address-template.ts';
import { endpointProblem, isLoopback } from '../azure/endpoint.ts';
import { SecretError } from './secret-error.ts';

/**
 * The address for `--key_vault`, a name or an address, without a trailing slash.
 *
 * Names: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
 *
 * @throws SecretError when it is neither
 */
export function vaultAddress(vault: string, cloud: Cloud): string {
  if (vault.includes(':')) {
    const url = endpointProblem(vault) === null ? new URL(vault) : null;
    if (url?.pathname === '/') {
      if (isVaultHost(url, cloud)) return url.origin;
      throw unacceptable(vault, `a vault of the cloud in use, such as ${cloud.vaultUrl}`);
    }
    throw unacceptable(vault, 'an https:// address without a path');
  }
  if (/^[A-Za-z](?!.*--)[0-9A-Za-z-]{1,22}[0-9A-Za-z]$/.test(vault)) return namedVault(cloud, vault);
  throw unacceptable(vault, "a vault's name (3 to 24 letters, digits and single dashes) or address");
}

/** A token is sent to it. */
function isVaultHost({ hostname, href }: URL, { vaultUrl }: Cloud): boolean {
  return isLoopback(hostname) || (vaultUrl !== null && isBelowTemplate(href, vaultUrl, { name: ONE_LABEL }));
}

function unacceptable(received: string, accepted: string): SecretError {
  return new SecretError('vault_address', [`--key_vault is ${JSON.stringify(received)}: give ${accepted}.`]);
}
