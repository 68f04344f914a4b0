import { ConfigurationError } from '../contract/errors.ts';

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
 * Parses the address of a service; a path prefix is allowed.
 *
 * @param option names it in the error
 * @param allowHttp allows http:// on any host, because no key is sent
 * @throws ConfigurationError that does not repeat the address, which may hold a password
 */
export function parseEndpoint(text: string, option: string, allowHttp = false): URL {
  const problem = endpointProblem(text, allowHttp);
  if (problem === null) return new URL(text);
  throw new ConfigurationError([
    `${option} ${problem}; give the address of the resource, for example https://name.cognitiveservices.azure.com.`,
  ]);
}

/**
 * The problem of an address that is not `ENDPOINT_ACCEPTED`, as the predicate of a sentence; null when it is accepted.
 */
export function endpointProblem(text: string, allowHttp = false): string | null {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `is a ${url.protocol} URL`;
  if (url.username !== '' || url.password !== '') return 'has a user name or password';
  if (url.search !== '' || url.hash !== '') return 'has a query or fragment';
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    return 'is plain http, over which no key is sent';
  }
  return null;
}

/** The endpoint without a trailing slash, so that paths can be appended. */
export function baseOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
