import http from 'node:http';
import https from 'node:https';
import { connect, type Socket } from 'node:net';
import type { ServerCertificate } from '../server/certificate.ts';
import { listen } from '../server/listen.ts';
import { urlOf } from '../server/listen-address.ts';

export interface EmulatedProxyOptions {
  /** 0, the default, takes any free port of 127.0.0.1. */
  readonly port?: number;
  /** `USER:PASSWORD` that every request must bring; by default none is needed. */
  readonly credentials?: string | null;
  /** The status of every response instead of a connection, such as 403 or 502; null, the default, connects. */
  readonly rejectWith?: number | null;
  /** The port of 127.0.0.1 that stands for a host name; by default the host itself is reached. */
  readonly leadsTo?: ((hostname: string) => number) | null;
  /** An https:// proxy; by default an http:// one. */
  readonly tls?: Pick<ServerCertificate, 'cert' | 'key'>;
}

/** A forward proxy that is listening. */
export interface EmulatedProxy {
  /** `http://127.0.0.1:3128`, without a trailing slash. */
  readonly url: string;
  /** What it was asked for: `CONNECT name:443`, or the method and the whole URL. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * A forward proxy between a client and its services, which counts and may reject.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#name-connect, https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form
 */
export async function startEmulatedProxy(options: EmulatedProxyOptions = {}): Promise<EmulatedProxy> {
  const { port = 0, rejectWith = null, credentials = null, tls } = options;
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const expected = credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const rejection = ({ method, url, headers }: http.IncomingMessage): number | null => {
    requests.push(`${method} ${url}`);
    if (expected !== null && headers['proxy-authorization'] !== expected) return 407;
    return rejectWith;
  };
  const server = tls === undefined ? http.createServer() : https.createServer({ ...tls });
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', track);
  server.on('connect', (request, socket: Socket) => {
    const status = rejection(request);
    if (status !== null) return void socket.end(rejectionText(status));
    track(openTunnel(request.url ?? '', socket, options.leadsTo ?? null));
  });
  server.on('request', (request, response) => {
    const status = rejection(request);
    if (status === null) forward(request, response, options.leadsTo ?? null);
    else response.writeHead(status, rejectionHeaders(status)).end(REJECTION_PAGE);
  });
  const actualPort = await listen(server, port, '127.0.0.1');
  return {
    url: urlOf(tls === undefined ? 'http' : 'https', '127.0.0.1', actualPort),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type LeadsTo = ((hostname: string) => number) | null;

const REJECTION_PAGE = '<html><body>The proxy of this network has responded.</body></html>';

function rejectionHeaders(status: number): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html',
    'content-length': String(REJECTION_PAGE.length),
    ...(status === 407 && { 'proxy-authenticate': 'Basic realm="proxy"' }),
  };
}

function rejectionText(status: number): string {
  const headers = Object.entries(rejectionHeaders(status)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\n${headers.join('')}\r\n${REJECTION_PAGE}`;
}

function openTunnel(target: string, client: Socket, leadsTo: LeadsTo): Socket {
  const { hostname, port } = new URL(`https://${target}`);
  const server =
    leadsTo === null ? connect(Number(port || '443'), hostname) : connect(leadsTo(hostname), '127.0.0.1');
  let isOpen = false;
  server.once('connect', () => {
    isOpen = true;
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(server).pipe(client);
  });
  server.on('error', () => (isOpen ? client.destroy() : client.end(rejectionText(502))));
  client.on('error', () => server.destroy());
  client.on('close', () => server.destroy());
  return server;
}

function forward(request: http.IncomingMessage, response: http.ServerResponse, leadsTo: LeadsTo): void {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null;
  if (url === null) return void response.writeHead(400).end();
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = request.headers;
  const onward = http.request({
    host: leadsTo === null ? url.hostname : '127.0.0.1',
    port: leadsTo?.(url.hostname) ?? (url.port || 80),
    method: request.method,
    path: `${url.pathname}${url.search}`,
    headers,
  });
  onward.once('response', (received) => {
    response.writeHead(received.statusCode ?? 502, received.headers);
    received.pipe(response);
  });
  onward.once('error', () => response.writeHead(502, rejectionHeaders(502)).end(REJECTION_PAGE));
  request.pipe(onward);
}
