/**
 * `localhost`, `127.x.x.x` or `[::1]`: an emulator on this machine, the only host to which a key may be sent without
 * TLS.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

export const ENDPOINT_ACCEPTED =
  'an https:// address without query, fragment, user name or password (http:// only on localhost)';

/**
 * The problem of an address that is not `ENDPOINT_ACCEPTED`, as the predicate of a sentence; null when it is accepted.
 */
export function endpointProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `is a ${url.protocol} URL`;
  if (url.username !== '' || url.password !== '') return 'has a user name or password';
  if (url.search !== '' || url.hash !== '') return 'has a query or fragment';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'is plain http, over which no key is sent';
  }
  return null;
}

/** The endpoint without a trailing slash, so that paths can be appended. */
export function baseOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
