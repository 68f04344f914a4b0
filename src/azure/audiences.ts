import { ConfigurationError } from '../contract/errors.ts';
import { type Cloud, mlDomain } from './cloud.ts';
import { isLoopback } from './endpoint.ts';
import { isIn } from './known-clouds.ts';
import { readEndpoint } from './service-endpoint.ts';

/** In all clouds: https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory */
export const STORAGE_AUDIENCE = 'https://storage.azure.com';

const VAULT_AUDIENCE = 'https://vault.azure.net';

/**
 * https://learn.microsoft.com/azure/machine-learning/how-to-authenticate-batch-endpoint
 *
 * @throws ConfigurationError in a cloud for which no setting says it
 */
export function mlAudience(cloud: Cloud): string {
  return `https://${mlDomain(cloud)}`;
}

/**
 * https://learn.microsoft.com/azure/ai-services/authentication#authenticate-with-microsoft-entra-id
 *
 * @param endpoint of the service, from which the audience follows in a cloud that is not known
 * @throws ConfigurationError when it does not
 */
export function cognitiveAudience(
  { cognitiveAudience: known, cognitiveDomains, name }: Cloud,
  endpoint: string,
): string {
  const parsed = readEndpoint(endpoint);
  const hostname = parsed.ok ? parsed.url.hostname : '';
  if (/(?:^|\.)api\.cognitive\./.test(hostname)) throw regional(hostname);
  const [, domain] = /\.(cognitiveservices\..+)$/.exec(hostname) ?? [];
  if (known !== null) {
    if (isLoopback(hostname) || cognitiveDomains.some((own) => isIn(hostname, own))) return known;
    throw foreign(hostname, cognitiveDomains, name);
  }
  if (domain !== undefined) return `https://${domain}`;
  throw new ConfigurationError([
    `--service_auth entra has no audience for ${hostname}: in a cloud other than Azure's public, US Government and China clouds, give the resource's own endpoint, https://NAME.cognitiveservices.…, or use --service_auth key.`,
  ]);
}

/** Whoever receives the token can use it for every resource that the identity may use. */
function foreign(hostname: string, own: readonly string[], cloud: string | null): ConfigurationError {
  return new ConfigurationError([
    `--service_auth entra sends a token to the hosts of ${cloud ?? 'the cloud'} only, and --read_endpoint is ${JSON.stringify(hostname)}: give the resource's own endpoint (${own.map((domain) => `*.${domain}`).join(', ')}), or use --service_auth key with a gateway.`,
  ]);
}

/** https://learn.microsoft.com/azure/ai-services/cognitive-services-custom-subdomains */
function regional(hostname: string): ConfigurationError {
  return new ConfigurationError([
    `--read_endpoint is ${hostname}, which a region's resources share; it accepts keys, not tokens. For --service_auth entra, give the resource's own endpoint, for example https://NAME.cognitiveservices.azure.com.`,
  ]);
}

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
