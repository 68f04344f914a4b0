import { setMaxListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { handleRequest, type Gateway } from './handle-request.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import type { ServerCertificate } from './certificate.ts';
import { createGateway } from './create-gateway.ts';
import { listen } from './listen.ts';
import { checkListenHost, urlOf } from './listen-address.ts';
import type { EmulatorStats } from './stats.ts';

export { parseFaults } from '../faults/parse-faults.ts';
export type { EmulatorOptions } from '../emulator-options.ts';
export type { EmulatorStats } from './stats.ts';

/** A server that is listening. */
export interface Emulator {
  /** `http://127.0.0.1:5005`, without a trailing slash. */
  readonly url: string;
  /** PEM text of the authority that a client must trust; null without TLS. */
  readonly ca: string | null;
  /** Counts of the requests since the start or the last reset, and of the images that Azure would have billed. */
  stats(): EmulatorStats;
  /** The key that is currently accepted. */
  key(): string;
  /**
   * Invalidates the key; without `next`, the number at its end is incremented.
   *
   * @returns the new key
   */
  rotateKey(next?: string): string;
  /** Stops listening; requests in progress have 2 seconds to finish, then their connections are cut. */
  close(): Promise<void>;
}

/** How long `close` waits for requests in progress, in milliseconds. */
const GRACE_MS = 2000;

/**
 * Serves Azure's OCR services, a minimal key vault and a managed identity on this machine.
 *
 * @throws ConfigurationError when the address is not loopback and `allowRemote` is not set, or cannot be listened on
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1';
  checkListenHost(host, options.allowRemote ?? false);
  const certificate = options.tls === true ? await createCertificate(options.names) : options.tls || null;
  const scheme = certificate === null ? 'http' : 'https';
  const closing = new AbortController();
  // Every request in progress adds a listener.
  setMaxListeners(0, closing.signal);
  const gateway = createGateway(options, certificate?.cert ?? null, closing.signal);
  const server = createServer(certificate, gateway, closing.signal);
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: urlOf(scheme, host, port),
    ca: certificate?.ca ?? null,
    stats: () => gateway.stats.read(),
    key: () => gateway.keys.current,
    rotateKey: (next) => gateway.keys.rotate(next),
    close: () => close(server, closing),
  };
}

/** Loaded only for TLS, which alone needs these libraries. */
async function createCertificate(names: readonly string[] = []): Promise<ServerCertificate> {
  const { createServerCertificate } = await import('./certificate.ts');
  return createServerCertificate(names);
}

function createServer(
  certificate: ServerCertificate | null,
  gateway: Gateway,
  closing: AbortSignal,
): http.Server {
  const listener = (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
    handleRequest(gateway, incoming, outgoing, closing).catch((error: unknown) => failed(outgoing, error));
  };
  if (certificate === null) return http.createServer(listener);
  return https.createServer({ key: certificate.key, cert: certificate.cert }, listener);
}

/** A client that disconnects during its request or response is not a failure; any other error is a defect. */
function failed(outgoing: http.ServerResponse, error: unknown): void {
  if (outgoing.closed || outgoing.headersSent) return void outgoing.destroy();
  const message = `Defect in the emulator: ${error instanceof Error ? error.message : String(error)}`;
  outgoing.writeHead(500, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ error: { code: 'EmulatorDefect', message } }));
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
