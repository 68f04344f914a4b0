import type { RestRequest } from '../../azure/rest/request.ts';
import { printJson } from '../command/json-output.ts';
import type { Terminal } from '../command/terminal.ts';

/** Prints the one request of a dry run. */
export function printRequest(request: RestRequest, json: boolean, terminal: Terminal): void {
  if (json) printJson(terminal, { requests: [requestDocument(request)] });
  else terminal.out(describeRequest(request));
}

/** A request as `--json` shows it; null for no token or no body. */
export function requestDocument({ method, url, audience, headers = {}, body }: RestRequest): unknown {
  return { method, url, audience, headers, body: sizeOf(body) ?? body ?? null };
}

/** A request as a dry run shows it: method, URL, audience of the token, headers and body. */
export function describeRequest({ method, url, audience, headers = {}, body }: RestRequest): string {
  const lines = [
    `${method} ${url}`,
    ...(audience === null ? [] : [`authorization: Bearer (a token for ${audience})`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', sizeOf(body) ?? JSON.stringify(body, null, 2)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What is shown instead of a body of bytes; null for any other. */
function sizeOf(body: unknown): string | null {
  return body instanceof Uint8Array ? `(${body.byteLength} bytes)` : null;
}
