import { BlockList, isIP } from 'node:net';
import type { Environment } from '../config/environment.ts';

/** Loopback, link-local (which includes the identity endpoint 169.254.169.254) and the unspecified address. */
const DIRECT = new BlockList();
DIRECT.addSubnet('127.0.0.0', 8, 'ipv4');
DIRECT.addSubnet('169.254.0.0', 16, 'ipv4');
DIRECT.addAddress('0.0.0.0', 'ipv4');
DIRECT.addAddress('::1', 'ipv6');
DIRECT.addAddress('::', 'ipv6');
DIRECT.addSubnet('fe80::', 10, 'ipv6');

/** https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
const IDENTITY_VARIABLES = ['MSI_ENDPOINT', 'IDENTITY_ENDPOINT', 'AZURE_POD_IDENTITY_AUTHORITY_HOST'];

/**
 * Whether a URL never goes through a proxy, whatever NO_PROXY says: this machine, link-local addresses, and the
 * identity endpoint, whose tokens no proxy may see.
 */
export function directHosts(env: Environment): (url: URL) => boolean {
  const identity = new Set(
    IDENTITY_VARIABLES.map((variable) => env[variable] ?? '')
      .filter((value) => URL.canParse(value))
      .map((value) => new URL(value).host),
  );
  return (url) => isThisMachine(bareHost(url)) || identity.has(url.host);
}

/** The host name without the brackets of IPv6 and without the dot at the end of a complete name. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

export function isListed(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isListed(DIRECT, host);
}
