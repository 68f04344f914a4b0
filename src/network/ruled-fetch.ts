import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type AddressRule, ForbiddenAddress, ruledLookup } from './address-rule.ts';
import { bareHost } from './direct-hosts.ts';
import type { Fetch } from './fetcher.ts';
import type { Proxies } from './proxies.ts';

/**
 * A `fetch` that connects to no address that the rule forbids, and follows no redirect. It rejects with a
 * `ForbiddenAddress`, as itself or as the cause.
 *
 * A proxy resolves names itself, so a name that this machine does not know is the proxy's to judge; an address in the URL,
 * and one that this machine finds for the name, is checked before the proxy is asked.
 */
export function ruledFetch(
  proxies: Proxies,
  rule: AddressRule,
  lookup: LookupFunction = systemLookup,
): Fetch {
  let routed: Promise<Fetch> | null = null;
  const lookupFor = (origin: URL): LookupFunction => ruledLookup(origin, rule, lookup);
  return async (text, init) => {
    const url = new URL(text);
    const host = bareHost(url);
    if (isIP(host) !== 0) {
      if (!rule(url, host)) throw new ForbiddenAddress(host);
    } else if (proxies.forUrl(url) !== null) {
      await checkName(host, lookupFor(url));
    }
    routed ??= import('./routed-fetch.ts').then(({ routedFetch }) => routedFetch(proxies, lookupFor));
    return (await routed)(text, { ...init, redirect: 'manual' });
  };
}

/** Rejects only for a forbidden address: a name that is not found here may be known to the proxy. */
function checkName(host: string, lookup: LookupFunction): Promise<void> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error) => {
      if (error instanceof ForbiddenAddress) reject(error);
      else resolve();
    });
  });
}
