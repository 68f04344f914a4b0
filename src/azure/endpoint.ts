/** `localhost`, `127.x.x.x` or `[::1]`: an emulator on this machine, the only place a key may travel without TLS. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

export const ENDPOINT_ACCEPTED =
  'an https:// address without query, fragment, user name or password (http:// only on localhost)';

/** The address without its trailing slash; null when it is not `ENDPOINT_ACCEPTED`. A path prefix stays. */
export function parseEndpoint(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!encrypted || url.username || url.password || url.search || url.hash) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
