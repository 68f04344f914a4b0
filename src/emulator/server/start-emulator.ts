import { setMaxListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../../contract/errors.ts';
import { answerRequest, type Gateway } from './answer-request.ts';
import { createServerCertificate, type ServerCertificate } from './certificate.ts';
import { createGateway } from './create-gateway.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import { checkListenHost, urlOf } from './listen-address.ts';
import type { EmulatorStats } from './stats.ts';

export interface Emulator {
  /** Without a slash at its end. */
  readonly url: string;
  /** The PEM of the authority that a client must trust; null without TLS. */
  readonly ca: string | null;
  stats(): EmulatorStats;
  key(): string;
  /** @returns the new key */
  rotateKey(next?: string): string;
  /** Finishes what is being answered, cuts what hangs. */
  close(): Promise<void>;
}

/** How long `close` waits for answers under way, milliseconds. */
const GRACE_MS = 2000;

/** @throws ConfigurationError when the address is not loopback and `allowRemote` is not set */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1';
  checkListenHost(host, options.allowRemote ?? false);
  const certificate = options.tls === true ? await createServerCertificate() : null;
  const scheme = certificate === null ? 'http' : 'https';
  const closing = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, closing.signal);
  const gateway = createGateway(options, scheme, closing.signal);
  const server = createServer(certificate, gateway, closing.signal);
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: urlOf(scheme, host, port),
    ca: certificate?.ca ?? null,
    stats: () => gateway.stats.read(),
    key: () => gateway.keys.current(),
    rotateKey: (next) => gateway.keys.rotate(next),
    close: () => close(server, closing),
  };
}

function createServer(
  certificate: ServerCertificate | null,
  gateway: Gateway,
  closing: AbortSignal,
): http.Server {
  const listener = (request: http.IncomingMessage, response: http.ServerResponse) => {
    answerRequest(gateway, request, response, closing).catch((error: unknown) => failed(response, error));
  };
  if (certificate === null) return http.createServer(listener);
  return https.createServer({ key: certificate.key, cert: certificate.cert }, listener);
}

/** A client that left in the middle of its request or answer is no failure; anything else is a defect of ours. */
function failed(response: http.ServerResponse, error: unknown): void {
  if (response.closed || response.headersSent) return void response.destroy();
  const message = `Defect in the emulator: ${error instanceof Error ? error.message : String(error)}`;
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code: 'EmulatorDefect', message } }));
}

function listen(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new ConfigurationError(
    [`Port ${port} of ${host} is taken by another program. Give another --port, or 0 for any free one.`],
    { cause: error },
  );
}

function close(server: http.Server, closing: AbortController): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
    closing.abort();
  });
}
