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
  const shown = body instanceof Uint8Array ? `(${body.byteLength} bytes)` : (body ?? null);
  return { method, url, audience, headers, body: shown };
}

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
