import { ConfigurationError } from '../contract/errors.ts';

/** `localhost`, `127.x.x.x` or `[::1]`: an emulator on this machine, the only place a key may travel without TLS. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

export const ENDPOINT_ACCEPTED =
  'an https:// address without query, fragment, user name or password (http:// only on localhost)';

/**
 * The address of a service; a path prefix is allowed.
 *
 * @param option names it in the error
 * @param allowHttp anywhere, because no key travels
 * @throws ConfigurationError that does not repeat the address, which may hold a password
 */
export function parseEndpoint(text: string, option: string, allowHttp = false): URL {
  const problem = endpointProblem(text, allowHttp);
  if (problem === null) return new URL(text);
  throw new ConfigurationError([
    `${option} ${problem}; give the address of the resource, for example https://name.cognitiveservices.azure.com.`,
  ]);
}

/** Why an address is not `ENDPOINT_ACCEPTED`, as the rest of a sentence that begins with its name; null when it is. */
export function endpointProblem(text: string, allowHttp = false): string | null {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `is a ${url.protocol} URL`;
  if (url.username !== '' || url.password !== '') return 'carries a user name or password';
  if (url.search !== '' || url.hash !== '') return 'carries a query or fragment';
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    return 'is plain http, over which no key is sent';
  }
  return null;
}

/** The endpoint without a trailing slash, as paths are appended to it. */
export function baseOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
