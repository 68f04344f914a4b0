import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { serveHttp } from '../support/azure/local-server.ts';
import { audienceOf } from './identity.ts';
import { checkBody } from './rest-specification.ts';

/** A request as it came in; everything in it but the token itself and what the HTTP client adds. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Whom the token was for; null without one. */
  readonly audience: string | null;
  readonly body: unknown;
}

export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `METHOD /path` and its responses, the last of which stays. */
export type Script = Readonly<Record<string, Scripted | readonly Scripted[]>>;

export interface AzureServer {
  readonly url: string;
  readonly seen: Seen[];
  readonly env: Record<string, string>;
}

/** What Node's `fetch` sends by itself. */
const CLIENT_HEADERS = new Set([
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-length',
  'host',
  'sec-fetch-mode',
  'user-agent',
]);

/**
 * Stands in for Azure: responds from a script, keeps every request, and rejects a body that the published REST
 * specification does not allow.
 *
 * @param script may use the server's own address, as Azure does in its headers
 */
export async function startAzure(script: (url: string) => Script): Promise<AzureServer> {
  const seen: Seen[] = [];
  const rounds = new Map<string, number>();
  let routes: Script = {};
  const server = await serveHttp((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const method = request.method ?? '';
      const sent = await text(request);
      const json = request.headers['content-type'] === 'application/json';
      const body: unknown = json ? JSON.parse(sent) : sent === '' ? null : sent;
      seen.push({
        method,
        path: decodeURIComponent(pathname),
        query: Object.fromEntries(searchParams),
        headers: Object.fromEntries(
          Object.entries(request.headers)
            .filter(([name]) => !CLIENT_HEADERS.has(name))
            .map(([name, value]) => [name, String(value)]),
        ),
        audience: audienceOf(request.headers.authorization),
        body,
      });
      const route = `${method} ${decodeURIComponent(pathname)}`;
      const problem = json ? checkBody(route, body) : null;
      const round = rounds.get(route) ?? 0;
      rounds.set(route, round + 1);
      const responses = [routes[route] ?? notScripted(route)].flat();
      const scripted =
        problem === null ? responses[Math.min(round, responses.length - 1)] : againstSpecification(problem);
      const { status = 200, headers = {}, body: payload } = scripted ?? notScripted(route);
      response.writeHead(status, {
        'content-type': typeof payload === 'string' ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(
        typeof payload === 'string' ? payload : payload === undefined ? '' : JSON.stringify(payload),
      );
    })();
  });
  onTestFinished(() => server.close());
  routes = script(server.url);
  const { url } = server;
  const env = {
    PARALLEL_RUN_OCR_ARM_ENDPOINT: url,
    PARALLEL_RUN_OCR_VAULT_URL: url,
    PARALLEL_RUN_OCR_AML_API: `${url}/{region}`,
    PARALLEL_RUN_OCR_STORAGE_URL: `${url}/{account}.blob.{endpoint}`,
  };
  return { url, seen, env };
}

function notScripted(route: string): Scripted {
  return { status: 404, body: { error: { code: 'NotFound', message: `${route} is not there` } } };
}

function againstSpecification(problem: string): Scripted {
  return { status: 400, body: { error: { code: 'AgainstSpecification', message: problem } } };
}
