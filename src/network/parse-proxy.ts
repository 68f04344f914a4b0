import { ForwardProxy } from './forward-proxy.ts';

export const PROXY_ACCEPTED =
  'http://HOST:PORT or https://HOST:PORT, with percent-encoded USER:PASSWORD@ before HOST if the proxy asks for them';

/**
 * @param value a URL; without a scheme it is http, as for curl
 * @returns the proxy, or the problem as the predicate of a sentence, which repeats nothing that may be a password
 */
export function parseProxy(value: string, variable: string): ForwardProxy | string {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(text)) return 'is not the URL of a proxy';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `names a ${url.protocol.slice(0, -1)} proxy, which is not supported`;
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return 'has a path, a query or a fragment, like the address of a PAC file or a password that is not percent-encoded';
  }
  if (!isDecodable(url.username) || !isDecodable(url.password)) {
    return 'has a user name or password with a % that is not percent-encoded (write %25)';
  }
  return new ForwardProxy(url, variable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
