import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { type Certificate, certificateIn, readCertificate } from './certificate.ts';

export interface LocalServer {
  /** `https://localhost:PORT` or `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The certificate that `trust-setup.ts` made. */
export function testCertificate(): Certificate {
  const folder = process.env['PARALLEL_RUN_OCR_TEST_TLS'];
  if (folder === undefined) throw new Error('trust-setup.ts has not run');
  return certificateIn(folder);
}

export async function serveTls(handle: RequestListener, certificate?: ServerOptions): Promise<LocalServer> {
  return listen(
    createHttpsServer(certificate ?? readCertificate(testCertificate()), handle),
    'https://localhost',
  );
}

export async function serveHttp(handle: RequestListener): Promise<LocalServer> {
  return listen(createHttpServer(handle), 'http://127.0.0.1');
}

export async function listen(
  server: Server & { closeAllConnections(): void },
  origin: string,
): Promise<LocalServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `${origin}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
