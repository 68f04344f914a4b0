import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { type LocalServer, serveHttp } from '../../support/azure/local-server.ts';

export interface IdentityPage {
  readonly name: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What a proxy, a captive portal or another server sends in the place of an identity endpoint. */
export const PAGES: readonly IdentityPage[] = [
  { name: 'a page', status: 200, type: 'text/html', body: '<html>Sign in</html>' },
  { name: 'a page with 403', status: 403, type: 'text/html', body: '<html>Blocked</html>' },
  { name: 'a page with 404', status: 404, type: 'text/html', body: '<html>Nothing here</html>' },
  { name: 'a page that is called JSON', status: 200, type: 'application/json', body: '<html>' },
  { name: 'a text', status: 200, type: 'text/plain', body: 'ok' },
  { name: 'an empty response', status: 200, type: 'application/json', body: '' },
];

export const receivedOf = ({ status, type, body }: IdentityPage): string =>
  `HTTP ${status} and ${body === '' ? 'no content' : type}`;

/** One server for the whole file: the library keeps the endpoint that it has found until the process ends. */
export function servePages(environment: (url: string) => Readonly<Record<string, string>>) {
  let [server, page] = [] as unknown as [LocalServer, IdentityPage];
  beforeAll(async () => {
    server = await serveHttp((_, response) => {
      response.writeHead(page.status, { 'content-type': page.type }).end(page.body);
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(() => server.close());
  return {
    /** @returns the environment, which the process has as well until the test ends */
    serve(served: IdentityPage): Readonly<Record<string, string>> {
      page = served;
      const env = environment(`${server.url}/msi/token`);
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      return env;
    },
    host: () => new URL(server.url).host,
  };
}
