import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Azurite } from './azurite.ts';

export interface RouteResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export interface RouteRequest {
  /** The named groups of the route's pattern. */
  readonly found: Readonly<Record<string, string>>;
  readonly path: string;
  /** Of the address that was asked, for addresses in the response. */
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly body: Fields;
  readonly authorized: boolean;
}

/** `METHOD /path`, where the path begins with the host if that is not the resource manager's. */
export type Route = readonly [pattern: RegExp, respond: (request: RouteRequest) => RouteResponse];

const BLOBS = /^\/(?<host>\w+\.blob\.core\.windows\.net)(?<path>\/.*)$/;

/**
 * Responds by the first route that fits, whichever name this machine is called by; what is for a storage account goes to
 * Azurite.
 *
 * @param missed told of what no route fits
 */
export function respondBy(routes: readonly Route[], azurite: Azurite, missed: (asked: string) => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', headers, method } = request;
    const host = headers.host?.split(':')[0] ?? '';
    const target = host === 'management.azure.com' || host === 'localhost' ? url : `/${host}${url}`;
    const blobs = BLOBS.exec(target)?.groups;
    if (blobs !== undefined)
      return azurite.forward(blobs['host'] ?? '', blobs['path'] ?? '', request, response);
    void (async () => {
      const { pathname, searchParams } = new URL(target, 'https://localhost');
      // The Azure CLI has two slashes before a nested resource.
      const path = decodeURIComponent(pathname).replaceAll('//', '/');
      const sent = await text(request);
      const json = headers['content-type']?.startsWith('application/json') === true && sent !== '';
      const body = json ? (JSON.parse(sent) as Fields) : {};
      const authorized = headers.authorization !== undefined;
      const found = responseTo(`${method} ${path}`, {
        path,
        origin: `https://${headers.host}`,
        query: searchParams,
        body,
        authorized,
      });
      if (found === null) missed(`${method} ${path}`);
      send(found ?? notThere(path), response);
    })();
  };

  function responseTo(asked: string, about: Omit<RouteRequest, 'found'>): RouteResponse | null {
    for (const [pattern, respond] of routes) {
      const match = pattern.exec(asked);
      if (match !== null) return respond({ ...about, found: { ...match.groups } });
    }
    return null;
  }
}

export function notThere(what: string, code = 'ResourceNotFound'): RouteResponse {
  return { status: 404, body: { error: { code, message: `${what} is not there` } } };
}

function send({ status = 200, headers = {}, body }: RouteResponse, response: ServerResponse): void {
  const plain = typeof body === 'string';
  response.writeHead(status, { 'content-type': plain ? 'text/plain' : 'application/json', ...headers });
  response.end(plain ? body : body === undefined ? '' : JSON.stringify(body));
}
