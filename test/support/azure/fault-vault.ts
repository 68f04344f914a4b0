import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalServer, serveTls } from './local-server.ts';

/** Seconds since 1970 in `exp` and `nbf`, as on the wire. */
export interface StoredSecret {
  readonly value: string;
  readonly attributes?: { readonly enabled?: boolean; readonly exp?: number; readonly nbf?: number };
}

/** Responds in the vault's place. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void;

export interface FaultVault extends LocalServer {
  readonly secrets: Map<string, StoredSecret>;
  /** Served first come first served to requests that carry a token; then the vault behaves. */
  readonly faults: Fault[];
  /** Of requests that carried a token. */
  readonly asked: {
    readonly name: string;
    readonly authorization: string;
    readonly apiVersion: string | null;
  }[];
}

/**
 * A Key Vault as far as reading secrets goes, with the faults that emulators do not offer. It asks for a token by the
 * documented challenge first and takes any.
 *
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret
 */
export async function startFaultVault(): Promise<FaultVault> {
  const vault: Pick<FaultVault, 'secrets' | 'faults' | 'asked'> = {
    secrets: new Map(),
    faults: [],
    asked: [],
  };
  const server = await serveTls((request, response) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return challenge(response);
    const url = new URL(request.url ?? '/', 'https://localhost');
    const name = decodeURIComponent(/^\/secrets\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? '');
    vault.asked.push({ name, authorization, apiVersion: url.searchParams.get('api-version') });
    const fault = vault.faults.shift();
    if (fault !== undefined) return fault(response, request);
    return sendSecret(
      response,
      `${origin(request)}/secrets/${name}/0123456789abcdef0123456789abcdef`,
      vault.secrets.get(name),
    );
  });
  return { ...vault, ...server };
}

function origin(request: IncomingMessage): string {
  return `https://${request.headers.host}`;
}

function challenge(response: ServerResponse): void {
  response.setHeader(
    'www-authenticate',
    'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001", resource="https://vault.azure.net"',
  );
  reject(401, 'Unauthorized')(response);
}

function sendSecret(response: ServerResponse, id: string, secret: StoredSecret | undefined): void {
  if (secret === undefined) return reject(404, 'SecretNotFound')(response);
  return respond(200, { id, attributes: { enabled: true }, ...secret })(response);
}

export const respond =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

export const reject = (status: number, code: string, innerCode?: string, message = 'No.') =>
  respond(status, {
    error: { code, message, ...(innerCode !== undefined && { innererror: { code: innerCode } }) },
  });

export const empty =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (response) => {
    response.writeHead(status, headers).end();
  };

export const html =
  (status: number): Fault =>
  (response) => {
    response
      .writeHead(status, { 'content-type': 'text/html' })
      .end('<h1>Our services are not available</h1>');
  };

/** JSON that ends in the middle of the value. */
export const cutOff =
  (value: string): Fault =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"value":"${value}`);
  };

export const reset: Fault = (_, request) => {
  request.socket.destroy();
};
