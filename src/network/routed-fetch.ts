import { Agent, fetch as undiciFetch, Pool } from 'undici';
import type { Fetch } from './fetcher.ts';
import type { Proxies } from './proxies.ts';
import { proxiedPool } from './proxied-pool.ts';

const CONNECT_MS = 10_000;

/** A `fetch` that decides for every origin, those of redirects too, which proxy its connections go through. */
export function routedFetch(proxies: Proxies): Fetch {
  const dispatcher = new Agent({
    factory: (origin, options: Pool.Options) => {
      const url = new URL(origin);
      const proxy = proxies.forUrl(url);
      if (proxy === null) return new Pool(url.origin, options);
      const { connect: _, ...rest } = options;
      return proxiedPool(proxy, url.origin, rest, { timeout: CONNECT_MS });
    },
  });
  // The types of Node's `fetch` are those of another version of undici.
  const fetchThere = undiciFetch as unknown as (url: string, init: object) => Promise<Response>;
  return (url, init) => fetchThere(url, { ...init, dispatcher });
}
