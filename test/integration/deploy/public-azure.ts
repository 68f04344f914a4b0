import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Certificate, readCertificate } from '../../support/azure/certificate.ts';
import { listen, serveTls } from '../../support/azure/local-server.ts';

/** Names under which Azure is called. */
export const AZURE_NAMES = [
  'localhost',
  'management.azure.com',
  'login.microsoftonline.com',
  '*.vault.azure.net',
  '*.blob.core.windows.net',
  '*.azurecr.io',
  '*.api.azureml.ms',
];

export interface PublicAzure {
  /** `https://localhost:PORT`, for a client without the proxy. */
  readonly url: string;
  /** `http://127.0.0.1:PORT`, a proxy for which every host is this machine. */
  readonly proxy: string;
  close(): Promise<void>;
}

/** Azure's public names on loopback, over TLS: nothing that goes through the proxy leaves this machine. */
export async function startPublicAzure(
  certificate: Certificate,
  handle: RequestListener,
): Promise<PublicAzure> {
  const azure = await serveTls(handle, readCertificate(certificate));
  const port = Number(new URL(azure.url).port);
  const tunnels = createServer().on('connect', (_request, client: Socket, head: Buffer) => {
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  const proxy = await listen(tunnels, 'http://127.0.0.1');
  return {
    url: azure.url,
    proxy: proxy.url,
    async close() {
      await azure.close();
      await proxy.close();
    },
  };
}
