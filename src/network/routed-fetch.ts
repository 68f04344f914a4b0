import type { LookupFunction } from 'node:net';
import { Agent, fetch as undiciFetch, Pool } from 'undici';
import type { Fetch } from './fetcher.ts';
import type { Proxies } from './proxies.ts';
import { proxiedPool } from './proxied-pool.ts';

const CONNECT_MS = 10_000;

/**
 * A `fetch` that decides for every origin, those of redirects too, which proxy its connections go through.
 *
 * @param lookupFor resolves the names of an origin that is reached directly; without it, the system does
 */
export function routedFetch(proxies: Proxies, lookupFor?: (origin: URL) => LookupFunction): Fetch {
  const dispatcher = new Agent({
    factory: (origin, options: Pool.Options) => {
      const url = new URL(origin);
      const proxy = proxies.forUrl(url);
      const { connect: _, ...rest } = options;
      if (proxy !== null) return proxiedPool(proxy, url.origin, rest, { timeout: CONNECT_MS });
      return new Pool(
        url.origin,
        lookupFor === undefined
          ? options
          : { ...rest, connect: { lookup: lookupFor(url), timeout: CONNECT_MS } },
      );
    },
  });
  // The types of Node's `fetch` are those of another version of undici.
  const fetchThere = undiciFetch as unknown as (url: string, init: object) => Promise<Response>;
  return (url, init) => fetchThere(url, { ...init, dispatcher });
}
