import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Names under which Azure is called; all of them end here. */
const NAMES = [
  'management.azure.com',
  'login.microsoftonline.com',
  '*.vault.azure.net',
  '*.blob.core.windows.net',
  '*.azurecr.io',
  '*.api.azureml.ms',
  'localhost',
];

/** PEM files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface PublicAzure {
  /** `https://localhost:PORT`, for a client that takes no proxy. */
  readonly url: string;
  /** `http://127.0.0.1:PORT`, a proxy for which every host is this machine. */
  readonly proxy: string;
  close(): Promise<void>;
}

/** For all those names, and its own authority. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Azure on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: NAMES.map((value) => ({ type: 2, value })) },
    ],
  });
  const files = { certFile: join(folder, 'azure.pem'), keyFile: join(folder, 'azure.key') };
  await writeFile(files.certFile, cert);
  await writeFile(files.keyFile, key, { mode: 0o600 });
  return files;
}

/** Azure's public names on loopback, over TLS: nothing that goes through the proxy leaves this machine. */
export async function startPublicAzure(
  { certFile, keyFile }: Certificate,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<PublicAzure> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const azure = createHttpsServer({ cert, key }, handle);
  const proxy = createHttpServer();
  const port = await listen(azure);
  proxy.on('connect', (_request, client: Socket, head: Buffer) => {
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  return {
    url: `https://localhost:${port}`,
    proxy: `http://127.0.0.1:${await listen(proxy)}`,
    async close() {
      for (const server of [azure, proxy]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
