import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { accountSas, keyOf } from './account-sas.ts';
import type { Certificate } from '../../support/azure/certificate.ts';
import { nodeTool } from '../node-tool.ts';

export const azuriteTool = () => nodeTool('azurite', '3.35.0', 'azurite-blob');

/** Microsoft's storage emulator, which accepts Entra's tokens over TLS, and checks their audience and expiry. */
export class Azurite {
  readonly #port: number;
  readonly #account: string;

  /** With one account, until the end of the test. */
  static async start(command: string, { certFile, keyFile }: Certificate, account: string): Promise<Azurite> {
    const flags = ['--blobPort', '0', '--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck'];
    const child = spawn(command, [...flags, '--oauth', 'basic', '--cert', certFile, '--key', keyFile], {
      env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${keyOf(account)}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    onTestFinished(async () => {
      child.kill();
      await closed;
    });
    return new Azurite(await portOf(child), account);
  }

  private constructor(port: number, account: string) {
    this.#port = port;
    this.#account = account;
  }

  /** Hands a request on, whose account is in `host`. */
  forward(host: string, path: string, incoming: IncomingMessage, response: ServerResponse): void {
    const headers = { ...incoming.headers, host };
    const outgoing = httpsRequest(
      this.#to({ path, method: incoming.method ?? 'GET', headers }),
      (received) => {
        response.writeHead(received.statusCode ?? 500, received.headers);
        received.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }

  async createContainer(name: string): Promise<void> {
    await this.#ask('PUT', `/${name}?restype=container&`, Buffer.alloc(0));
  }

  async put(container: string, blob: string, body: Buffer): Promise<void> {
    await this.#ask('PUT', `${pathOf(container, blob)}?`, body);
  }

  async get(container: string, blob: string): Promise<Buffer> {
    return this.#ask('GET', `${pathOf(container, blob)}?`);
  }

  /** Names of all blobs; at most 5,000. */
  async list(container: string): Promise<readonly string[]> {
    const listed = (await this.#ask('GET', `/${container}?restype=container&comp=list&`)).toString();
    return Array.from(listed.matchAll(/<Name>([^<]*)<\/Name>/g), ([, name = '']) => name);
  }

  /** @param path ends with the `?` or `&` that the signature goes after */
  async #ask(method: string, path: string, body?: Buffer): Promise<Buffer> {
    const request = httpsRequest(
      this.#to({
        path: path + accountSas(this.#account),
        method,
        headers: {
          host: `${this.#account}.blob.core.windows.net`,
          'x-ms-blob-type': 'BlockBlob',
          ...(body !== undefined && { 'content-length': body.length }),
        },
      }),
    );
    request.end(body);
    const [received] = (await once(request, 'response')) as [IncomingMessage];
    const said = await buffer(received);
    if ((received.statusCode ?? 0) < 300) return said;
    throw new Error(`Azurite rejects ${method} ${path}: ${said.toString()}`);
  }

  #to(options: RequestOptions): RequestOptions {
    return { host: '127.0.0.1', port: this.#port, rejectUnauthorized: false, ...options };
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, port] = /listens on https:\/\/127\.0\.0\.1:(\d+)/.exec(printed) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('close', () => reject(new Error(`Azurite left before it listened: ${printed}`)));
  });
}

function pathOf(container: string, blob: string): string {
  return `/${container}/${blob.split('/').map(encodeURIComponent).join('/')}`;
}
