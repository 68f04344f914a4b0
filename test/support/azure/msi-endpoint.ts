import { type LocalServer, serveHttp } from './local-server.ts';

export interface MsiEndpoint extends LocalServer {
  /** What MSI_ENDPOINT and MSI_SECRET must be. */
  readonly environment: { readonly MSI_ENDPOINT: string; readonly MSI_SECRET: string };
  /** Statuses to respond with instead of a token, first come first served. */
  readonly rejections: number[];
  readonly asked: { readonly resource: string | null; readonly clientId: string | null }[];
}

const SECRET = 'msi-header-secret';

/**
 * The identity endpoint of Azure Machine Learning compute, api-version 2017-09-01:
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity
 */
export async function startMsiEndpoint(
  token: string | ((resource: string | null) => string) = 'token-of-the-compute',
): Promise<MsiEndpoint> {
  const rejections: number[] = [];
  const asked: { resource: string | null; clientId: string | null }[] = [];
  const server = await serveHttp((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const query = url.searchParams;
    const known =
      url.pathname === '/msi/token' &&
      query.get('api-version') === '2017-09-01' &&
      request.headers['secret'] === SECRET;
    const resource = query.get('resource');
    asked.push({ resource, clientId: query.get('clientid') });
    const status = known ? (rejections.shift() ?? 200) : 400;
    const body =
      status === 200
        ? {
            access_token: typeof token === 'string' ? token : token(resource),
            expires_on: String(Math.floor(Date.now() / 1000) + 3600),
            resource,
            token_type: 'Bearer',
          }
        : { error: { code: 'BadRequest', message: 'No identity.' } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return {
    ...server,
    environment: { MSI_ENDPOINT: `${server.url}/msi/token`, MSI_SECRET: SECRET },
    rejections,
    asked,
  };
}
