import type { RestRequest } from '../../azure/rest/request.ts';

/** A request as a dry run shows it: method, URL, audience of the token, headers and body. */
export function describeRequest({ method, url, audience, headers = {}, body }: RestRequest): string {
  const lines = [
    `${method} ${url}`,
    ...(audience === null ? [] : [`authorization: Bearer (a token for ${audience})`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', describeBody(body)]),
  ];
  return `${lines.join('\n')}\n`;
}

function describeBody(body: unknown): string {
  return body instanceof Uint8Array ? `(${body.byteLength} bytes)` : JSON.stringify(body, null, 2);
}
