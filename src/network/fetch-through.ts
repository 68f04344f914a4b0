import type { Fetch } from './fetcher.ts';
import type { Proxies } from './proxies.ts';

/** Without a proxy, it is Node's own `fetch`; undici is loaded only for a proxy. */
export function fetchThrough(proxies: Proxies): Fetch {
  if (proxies.named.length === 0) return (url, init) => fetch(url, init);
  let routed: Promise<Fetch> | null = null;
  return async (url, init) => {
    routed ??= import('./routed-fetch.ts').then(({ routedFetch }) => routedFetch(proxies));
    return (await routed)(url, init);
  };
}
