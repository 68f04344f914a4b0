import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Certificate } from './public-azure.ts';

/** Microsoft's storage emulator, which takes Entra's tokens over TLS, and looks at their audience and time. */
export class Azurite {
  static async start(
    command: string,
    { certFile, keyFile }: Certificate,
    accounts: readonly string[],
  ): Promise<Azurite> {
    const flags = ['--blobPort', '0', '--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck'];
    const child = spawn(command, [...flags, '--oauth', 'basic', '--cert', certFile, '--key', keyFile], {
      env: { ...process.env, AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${keyOf(name)}`).join(';') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      child.kill();
      await once(child, 'close');
    });
    const port = await new Promise<string>((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const [, found] = /listens on https:\/\/127\.0\.0\.1:(\d+)/.exec(printed) ?? [];
        if (found !== undefined) resolve(found);
      });
      child.once('close', () => reject(new Error(`Azurite left before it listened: ${printed}`)));
    });
    return new Azurite(Number(port));
  }

  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
  }

  /** Hands a request on, whose account is in `host`. */
  forward(host: string, path: string, incoming: IncomingMessage, response: ServerResponse): void {
    const headers = { ...incoming.headers, host };
    const outgoing = httpsRequest(this.#to({ path, method: incoming.method ?? 'GET', headers }), (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }

  /** Names of blobs, without folders. */
  async list(account: string, container: string, signature: string): Promise<readonly string[]> {
    const path = `/${container}?restype=container&comp=list&${signature}`;
    const request = httpsRequest(this.#to({ path, headers: { host: `${account}.blob.core.windows.net` } }));
    request.end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const listed = (await buffer(answer)).toString();
    return Array.from(listed.matchAll(/<Name>([^<]*)<\/Name>/g), ([, name = '']) => name);
  }

  async put(
    account: string,
    container: string,
    path: string,
    body: Buffer | null,
    signature: string,
  ): Promise<void> {
    const isContainer = path === '';
    const query = `${isContainer ? 'restype=container&' : ''}${signature}`;
    const request = httpsRequest(
      this.#to({
        path: `/${container}${isContainer ? '' : `/${path.split('/').map(encodeURIComponent).join('/')}`}?${query}`,
        method: 'PUT',
        headers: {
          host: `${account}.blob.core.windows.net`,
          'x-ms-blob-type': 'BlockBlob',
          'content-length': body?.length ?? 0,
        },
      }),
    );
    request.end(body ?? undefined);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const said = (await buffer(answer)).toString();
    if (answer.statusCode !== 201) throw new Error(`Azurite refuses ${container}/${path}: ${said}`);
  }

  #to(options: RequestOptions): RequestOptions {
    return { host: '127.0.0.1', port: this.#port, rejectUnauthorized: false, ...options };
  }
}

function keyOf(account: string): string {
  return Buffer.from(`the key of ${account}`).toString('base64');
}

/**
 * Everything on an account for an hour, as a query.
 * https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 */
export function accountSas(account: string): string {
  const end = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const fields = {
    sp: 'rwdlac',
    ss: 'b',
    srt: 'sco',
    st: '',
    se: end,
    sip: '',
    spr: 'https',
    sv: '2020-12-06',
  };
  const toSign = [account, ...Object.values(fields), '', ''].join('\n');
  const sig = createHmac('sha256', Buffer.from(keyOf(account), 'base64'))
    .update(toSign)
    .digest('base64');
  const given = Object.entries({ ...fields, sig }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}
