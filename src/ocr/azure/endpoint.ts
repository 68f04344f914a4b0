import { ConfigurationError } from '../../contract/errors.ts';
import { isLoopback } from '../../azure/endpoint.ts';

/**
 * The address of a service, without a slash at its end: `https://name.cognitiveservices.azure.com`, a path prefix
 * allowed. Plain http is for loopback, or where `allowHttp` says that no key travels.
 * @throws ConfigurationError when it is something else
 */
export function parseEndpoint(text: string, option: string, allowHttp = false): URL {
  const problem = (is: string): ConfigurationError =>
    new ConfigurationError([
      `${option} ${is}; give the address of the resource, for example https://name.cognitiveservices.azure.com.`,
    ]);
  if (!URL.canParse(text)) throw problem('is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw problem(`is a ${url.protocol} URL`);
  if (url.username !== '' || url.password !== '') throw problem('carries a user name or password');
  if (url.search !== '' || url.hash !== '') throw problem('carries a query or fragment');
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw problem('is plain http, over which no key is sent');
  }
  return url;
}

/** The endpoint as the clients want it: no slash at the end. */
export function baseOf(endpoint: URL): string {
  return `${endpoint.origin}${endpoint.pathname}`.replace(/\/+$/, '');
}
