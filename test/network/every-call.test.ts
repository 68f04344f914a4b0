import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { createRestClient } from '../../src/azure/rest/rest-client.ts';
import { cacheTokens } from '../../src/azure/tokens/token-cache.ts';
import { type EmulatedProxy, startEmulatedProxy } from '../../src/emulator/proxy/start-proxy.ts';
import { retryingFlow } from '../../src/flow/retrying-flow.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { download } from '../../src/images/download.ts';
import { imageFetch } from '../../src/images/image-fetch.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { proxiesFrom } from '../../src/network/proxies.ts';
import { createCustomVisionDetector } from '../../src/ocr/plates/custom-vision-detector.ts';
import { openSecretSource } from '../../src/secrets/open-source.ts';
import { testCredential } from '../aml/identity.ts';
import {
  AZURE_ENGINES,
  emulatedAzure,
  engineFor,
  plainImage,
  textsOf,
} from '../ocr/azure/support/azure-engines.ts';
import { fixedKey } from '../ocr/azure/support/keys.ts';
import { WORKSPACE_VARIABLES } from '../support/azure/arm-endpoint.ts';
import { readPem } from '../support/azure/certificate.ts';
import { serveHttp, serveTls, testCertificate } from '../support/azure/local-server.ts';

const { signal } = new AbortController();
const OCR = 'ocr.cognitiveservices.azure.com';
const LIMITS = { formats: ['png'], minSide: 1, maxSide: 1e4, maxPixels: null, maxBytes: 1e6 } as never;

// The names below are real or unknown: only through the proxy do they lead to servers of these tests.
let proxy: EmulatedProxy;
let ports: Record<string, number>;
let env: Record<string, string>;
beforeEach(async () => {
  ports = {};
  proxy = await startEmulatedProxy({ credentials: 'me:p@ss', leadsTo: (host) => ports[host] ?? 9 });
  env = {
    HTTPS_PROXY: proxy.url.replace('//', '//me:p%40ss@'),
    HTTP_PROXY: proxy.url.replace('//', '//me:p%40ss@'),
  };
  // The libraries read the variables of the process by rules of their own.
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, 'http://127.0.0.1:9');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
});

const portOf = (url: string): number => Number(new URL(url).port);

async function emulatedByName() {
  const emulator = await emulatedAzure({ tls: readPem(testCertificate()) });
  ports[OCR] = portOf(emulator.url);
  return emulator;
}

it.each(AZURE_ENGINES)(
  'requests of the engine $name go through the proxy, over kept connections',
  async (engine) => {
    await emulatedByName();
    const { engine: reader } = engineFor(engine, { url: `https://${OCR}` }, { proxies: proxiesFrom(env) });
    const image = await plainImage('#123456');
    for (let round = 0; round < 2; round += 1) {
      const { pages } = await reader.read(image, neverEnding());
      expect(pages.flatMap(({ lines }) => lines.map((line) => line.text))).toEqual(await textsOf(image));
    }
    expect(proxy.requests).toEqual([`CONNECT ${OCR}:443`]);
  },
);

it('requests of the plate detector go through the proxy', async () => {
  await emulatedByName();
  const detector = createCustomVisionDetector({
    endpoint: `https://${OCR}`,
    projectId: '11111111-2222-3333-4444-555555555555',
    publishedName: 'plates',
    minimumProbability: 0.5,
    auth: { kind: 'key', keys: fixedKey() },
    flow: retryingFlow(),
    logger: silentLogger,
    proxies: proxiesFrom(env),
  });
  onTestFinished(() => detector.close());
  await detector.detect(await plainImage('#123456'), neverEnding());
  expect(proxy.requests).toEqual([`CONNECT ${OCR}:443`]);
});

it('a container without TLS is reached with requests in absolute form, without the password of the proxy', async () => {
  const [, container] = AZURE_ENGINES;
  const seen: unknown[] = [];
  const server = await serveHttp((request, response) => {
    seen.push(request.headers['proxy-authorization'], request.headers.host);
    response.writeHead(500).end();
  });
  onTestFinished(() => server.close());
  ports['ocr.internal'] = portOf(server.url);
  const { engine } = engineFor(
    container,
    { url: 'http://ocr.internal:5000' },
    { proxies: proxiesFrom(env), auth: { kind: 'none' } },
  );
  await engine.read(await plainImage('#654321'), neverEnding()).catch(() => {});
  expect(new Set(seen)).toEqual(new Set([undefined, 'ocr.internal:5000']));
  expect(proxy.requests[0]).toMatch(/^POST http:\/\/ocr\.internal:5000\/vision\/v3\.2\/read\/syncAnalyze/);
});

it('the sign-in, the look-up of the workspace and the vault go through the proxy', async () => {
  const seen: string[] = [];
  const azure = await serveTls((request, response) => {
    seen.push(`${request.method} ${request.headers.host}${request.url?.replace(/\?.*/, '')}`);
    const isToken = request.url?.includes('/token') === true;
    const isVault = request.headers.host === 'kv-ocr.vault.azure.net';
    if (isVault && request.headers.authorization === undefined) {
      response.setHeader(
        'www-authenticate',
        'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000009", resource="https://vault.azure.net"',
      );
      return response.writeHead(401).end();
    }
    const body = isToken
      ? { access_token: 'token', expires_in: 3600, token_type: 'Bearer' }
      : isVault
        ? { value: 'k3y', id: 'https://kv-ocr.vault.azure.net/secrets/ocr-read/1', attributes: {} }
        : { properties: { keyVault: '/providers/Microsoft.KeyVault/vaults/kv-ocr' } };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  onTestFinished(() => azure.close());
  const names = ['login.microsoftonline.com', 'management.azure.com', 'kv-ocr.vault.azure.net'];
  for (const name of names) ports[name] = portOf(azure.url);
  const principal = {
    AZURE_TENANT_ID: '00000000-0000-0000-0000-000000000009',
    AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000002',
    AZURE_CLIENT_SECRET: 'client-secret',
    AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
  };
  for (const [name, value] of Object.entries(principal)) vi.stubEnv(name, value);
  const ours = { ...env, ...principal, ...WORKSPACE_VARIABLES };
  const source = await openSecretSource('vault', null, ours, () => cloudFrom(ours), signal);
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
  expect(new Set(proxy.requests)).toEqual(new Set(names.map((name) => `CONNECT ${name}:443`)));
  expect(seen).toContain('GET kv-ocr.vault.azure.net/secrets/ocr-read/');
});

it('requests to Resource Manager, run history and blob storage of `aml` go through the proxy', async () => {
  const azure = await serveTls((_, response) => response.end('{"a":1}'));
  onTestFinished(() => azure.close());
  const folder = await mkdtemp(join(tmpdir(), 'proxied-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const tokens = cacheTokens(() => Promise.resolve(testCredential()), systemClock);
  const client = createRestClient(tokens, retryingFlow(), () => {}, proxiesFrom(env));
  const names = ['management.azure.com', 'westeurope.api.azureml.ms', 'account.blob.core.windows.net'];
  for (const name of names) {
    ports[name] = portOf(azure.url);
    const request = {
      url: `https://${name}/x`,
      audience: 'https://management.azure.com',
      failing: 'f',
      role: 'r',
    };
    const saveTo = join(folder, name);
    expect(await client.send({ ...request, method: 'PUT', body: { b: 2 } }, signal)).toMatchObject({
      text: '{"a":1}',
    });
    await client.send({ ...request, method: 'GET', saveTo }, signal);
    expect(await readFile(saveTo, 'utf8')).toBe('{"a":1}');
  }
  expect(new Set(proxy.requests)).toEqual(new Set(names.map((name) => `CONNECT ${name}:443`)));
});

it('downloads of images go through the proxy, and NO_PROXY exempts a host', async () => {
  const images = await serveTls((_, response) => response.end('image'));
  onTestFinished(() => images.close());
  ports['images.example.com'] = portOf(images.url);
  const get = (more: Record<string, string>, url: string) =>
    download(url, LIMITS, signal, imageFetch(proxiesFrom({ ...env, ...more }), true));
  expect(String(await get({}, 'https://images.example.com/a.png'))).toBe('image');
  expect(proxy.requests).toEqual(['CONNECT images.example.com:443']);
  expect(String(await get({}, `${images.url}/a.png`))).toBe('image');
  await expect(get({ NO_PROXY: 'example.com' }, 'https://images.example.com/a.png')).rejects.toThrow(
    'The download failed',
  );
  expect(proxy.requests).toHaveLength(1);
});
