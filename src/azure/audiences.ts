import { isLoopback } from './endpoint.ts';

/** https://learn.microsoft.com/azure/machine-learning/how-to-authenticate-batch-endpoint */
export const ML_AUDIENCE = 'https://ml.azure.com';

export const STORAGE_AUDIENCE = 'https://storage.azure.com';

/** https://learn.microsoft.com/azure/ai-services/authentication#authenticate-with-microsoft-entra-id */
export const COGNITIVE_SERVICES_AUDIENCE = 'https://cognitiveservices.azure.com';

const VAULT_AUDIENCE = 'https://vault.azure.net';

/**
 * The audience of a vault: `https://vault.azure.net` for `https://name.vault.azure.net`, in other clouds their own
 * suffix. An emulator on this machine accepts tokens of the public cloud.
 *
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers
 */
export function vaultAudience(address: string): string {
  const hostname = URL.canParse(address) ? new URL(address).hostname : '';
  const suffix = hostname.replace(/^[^.]+\./, '');
  return isLoopback(hostname) || suffix === hostname ? VAULT_AUDIENCE : `https://${suffix}`;
}

/** Entra's scope for all permissions of an audience. */
export function scopeOf(audience: string): string {
  return `${audience}/.default`;
}
