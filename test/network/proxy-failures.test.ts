import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { createCredential } from '../../src/azure/credential.ts';
import { singleAttemptClient } from '../../src/azure/rest/rest-client.ts';
import { cacheTokens } from '../../src/azure/tokens/token-cache.ts';
import { singleAttemptFlow } from '../../src/checks/single-attempt-flow.ts';
import type { Environment } from '../../src/config/environment.ts';
import { type EmulatedProxyOptions, startEmulatedProxy } from '../../src/emulator/proxy/start-proxy.ts';
import { createServerCertificate } from '../../src/emulator/server/certificate.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { download } from '../../src/images/download.ts';
import { imageFetch } from '../../src/images/image-fetch.ts';
import { proxiesFrom } from '../../src/network/proxies.ts';
import { undiciTransport } from '../../src/ocr/azure/transport/undici-transport.ts';
import { keyVaultSource } from '../../src/secrets/key-vault-source.ts';
import { testCredential } from '../aml/identity.ts';
import { readPem } from '../support/azure/certificate.ts';
import { serveTls, testCertificate } from '../support/azure/local-server.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';

const { signal } = new AbortController();
const PASSWORD = 's3cret';

interface Caller {
  readonly host: string;
  readonly call: (env: Environment) => Promise<unknown>;
}

/** Every kind of client that sends requests. */
const CALLERS: Readonly<Record<string, Caller>> = {
  'a reading service': {
    host: 'ocr.cognitiveservices.azure.com',
    async call(env) {
      const endpoint = new URL('https://ocr.cognitiveservices.azure.com');
      const proxy = proxiesFrom(env).forUrl(endpoint);
      const transport = undiciTransport({ endpoint, clock: systemClock, requestMs: 5000, proxy });
      const request = { method: 'POST', url: endpoint.href, headers: {}, body: Buffer.from('x') };
      onTestFinished(() => transport.close());
      await transport.send(request, signal);
    },
  },
  'Resource Manager': {
    host: 'management.azure.com',
    async call(env) {
      const tokens = cacheTokens(() => Promise.resolve(testCredential()), systemClock);
      const client = singleAttemptClient(tokens, systemClock, () => {}, proxiesFrom(env));
      const url = 'https://management.azure.com/x';
      await client.send({ method: 'GET', url, audience: null, failing: 'It failed', role: '' }, signal);
    },
  },
  'a key vault': {
    host: 'kv-ocr.vault.azure.net',
    async call(env) {
      const flow = singleAttemptFlow(systemClock);
      const url = 'https://kv-ocr.vault.azure.net';
      const source = await keyVaultSource(url, tokenCredential(), flow, proxiesFrom(env));
      await source.get('ocr-read', signal);
    },
  },
  'a sign-in': {
    host: 'login.microsoftonline.com',
    async call(env) {
      const principal = {
        AZURE_TENANT_ID: '00000000-0000-0000-0000-000000000007',
        AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000002',
        AZURE_CLIENT_SECRET: 'client-secret',
        AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
      };
      for (const [name, value] of Object.entries(principal)) vi.stubEnv(name, value);
      onTestFinished(() => void vi.unstubAllEnvs());
      const credential = await createCredential({ ...env, ...principal }, cloudFrom({}));
      await credential.getToken('https://vault.azure.net/.default');
    },
  },
  'the download of an image': {
    host: 'images.example.com',
    async call(env) {
      const url = 'https://images.example.com/a.png?sig=s';
      await download(url, {} as never, signal, imageFetch(proxiesFrom(env), false));
    },
  },
};

const withPassword = (url: string): Environment => ({
  https_proxy: url.replace('//', `//us%65r:${PASSWORD}@`),
});

async function proxyOf(options: EmulatedProxyOptions): Promise<string> {
  const proxy = await startEmulatedProxy(options);
  onTestFinished(() => proxy.close());
  return proxy.url;
}

async function failureOf({ call }: Caller, env: Environment): Promise<{ fault: string; message: string }> {
  const error = await call(env).then(
    () => null,
    (reason: unknown) => reason,
  );
  const shown = inspect(error, { depth: 9, showHidden: true });
  expect(shown).not.toContain(PASSWORD);
  expect(shown).not.toContain(Buffer.from(`user:${PASSWORD}`).toString('base64'));
  expect(error).toBeInstanceOf(Error);
  return error as { fault: string; message: string };
}

describe.each(Object.entries(CALLERS))('%s', (_, caller) => {
  const { host } = caller;
  const isImage = host === 'images.example.com';

  it.each([
    [407, 'rejects the user name or password in https_proxy', true],
    [403, `does not allow it (HTTP 403). Have the proxy allow ${host}`, true],
    [302, 'does not allow it (HTTP 302)', true],
    [502, 'cannot connect to it (HTTP 502). Check the name and the proxy', false],
    [503, 'cannot connect to it (HTTP 503)', false],
  ])('says that the proxy rejects it with %i, and what to do', async (rejectWith, text, isPermanent) => {
    const url = await proxyOf({ rejectWith });
    const { fault, message } = await failureOf(caller, withPassword(url));
    expect(message).toContain(`${host} is not reached: the proxy ${url} (https_proxy) ${text}`);
    const ofImage = rejectWith === 407 || !isPermanent ? 'transient' : 'item';
    expect(fault).toBe(isImage ? ofImage : isPermanent ? 'configuration' : 'transient');
  });

  it('says how to sign in where no user name is given', async () => {
    const url = await proxyOf({ credentials: 'a:b' });
    const { message } = await failureOf(caller, { HTTPS_PROXY: url });
    expect(message).toContain('put them into HTTPS_PROXY, percent-encoded');
  });

  it('says that there is no proxy', async () => {
    const proxy = await startEmulatedProxy();
    await proxy.close();
    const { fault, message } = await failureOf(caller, withPassword(proxy.url));
    expect(message).toContain(`the proxy ${proxy.url} (https_proxy) gives no usable response (ECONNREFUSED)`);
    expect(fault).toBe('transient');
  });

  it('says that the name of the proxy is unknown', async () => {
    const { message } = await failureOf(caller, withPassword('http://proxy.invalid:3128'));
    expect(message).toMatch(/the proxy http:\/\/proxy\.invalid:3128 \(https_proxy\) .*(ENOTFOUND|EAI_AGAIN)/);
  });

  it('says that something else listens there', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { message } = await failureOf(caller, withPassword(`http://127.0.0.1:${port}`));
    expect(message).toMatch(/the proxy http:\/\/127\.0\.0\.1:\d+ \(https_proxy\) gives no usable response/);
  });

  it('says that the proxy inspects TLS with an authority that is not trusted', async () => {
    const server = await serveTls((_request, response) => response.end(), await createServerCertificate());
    onTestFinished(() => server.close());
    const url = await proxyOf({ leadsTo: () => Number(new URL(server.url).port) });
    const { fault, message } = await failureOf(caller, withPassword(url));
    expect(message).toMatch(
      new RegExp(`${host} has a certificate that is not trusted .*the proxy ${url} .*NODE_EXTRA_CA_CERTS`),
    );
    expect(fault).toBe(isImage ? 'transient' : 'configuration');
  });

  it('says that the certificate of an https:// proxy is not trusted', async () => {
    const url = await proxyOf({ tls: await createServerCertificate() });
    const { message } = await failureOf(caller, withPassword(url));
    expect(message).toMatch(/the proxy https:\S+ \(https_proxy\) has a certificate that is not trusted/);
  });

  it('reaches its host through an https:// proxy', async () => {
    const seen: (string | undefined)[] = [];
    const server = await serveTls((request, response) => {
      seen.push(request.headers.host, request.headers['proxy-authorization']);
      response.writeHead(418).end();
    });
    onTestFinished(() => server.close());
    const url = await proxyOf({
      credentials: `user:${PASSWORD}`,
      tls: readPem(testCertificate()),
      leadsTo: () => Number(new URL(server.url).port),
    });
    await caller.call(withPassword(url)).catch(() => {});
    expect(new Set(seen)).toEqual(new Set([host, undefined]));
  });
});

it('a proxy that rejects a request without TLS is told from the service by its 407', async () => {
  const url = await proxyOf({ credentials: 'a:b' });
  const endpoint = new URL('http://ocr.internal:5000');
  const proxy = proxiesFrom({ HTTP_PROXY: url }).forUrl(endpoint);
  const transport = undiciTransport({ endpoint, clock: systemClock, requestMs: 5000, proxy });
  onTestFinished(() => transport.close());
  const request = { method: 'POST', url: endpoint.href, headers: {}, body: Buffer.from('x') };
  await expect(transport.send(request, signal)).rejects.toMatchObject({
    code: 'proxy_authentication',
    message: expect.stringContaining(`the proxy ${url} (HTTP_PROXY) asks for a user name`),
  });
});

it('a proxy that never responds ends with the limit of the request', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const endpoint = new URL('https://ocr.cognitiveservices.azure.com');
  const proxy = proxiesFrom({ HTTPS_PROXY: `http://127.0.0.1:${port}` }).forUrl(endpoint);
  const transport = undiciTransport({ endpoint, clock: systemClock, requestMs: 300, proxy });
  onTestFinished(() => transport.close());
  const request = { method: 'GET', url: endpoint.href, headers: {}, body: null };
  await expect(transport.send(request, signal)).rejects.toThrow(
    /(?:the proxy http:\S+ \(HTTPS_PROXY\) gives no usable response|No complete response)/,
  );
});
