import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createServerCertificate } from '../../../src/emulator/server/certificate.ts';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { readPem } from '../../support/azure/certificate.ts';
import { testCertificate } from '../../support/azure/local-server.ts';
import { emulated } from '../emulated.ts';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send(
  { url, ca }: Emulator,
  { method = 'GET', path = '/_emulator/stats', headers = {}, body = '' }: Sent,
): Promise<{ readonly status: number; readonly text: string }> {
  const request = (ca === null ? httpRequest : httpsRequest)(`${url}${path}`, {
    method,
    headers,
    agent: false,
    ...(ca !== null && { ca, servername: 'localhost' }),
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}

const FOREIGN_HOSTS = [
  'evil.example',
  'evil.example:5005',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil-localhost',
  'localhost@evil.example',
  'evil.example@localhost',
  'localhost/evil.example',
  'localhost:x',
  '127.0.0.256.example',
  '10.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '[::2]',
  '[::ffff:10.0.0.1]',
];

describe('the Host of a request', () => {
  it.each(FOREIGN_HOSTS)('%j is rejected on every path, and changes nothing', async (host) => {
    const emulator = await emulated({ secrets: { s: '{key}' } });
    for (const [method, path] of [
      ['GET', '/_emulator/stats'],
      ['POST', '/_emulator/keys'],
      ['GET', '/secrets/s'],
      ['GET', '/msi/token'],
      ['GET', '/nowhere'],
    ] as const) {
      const response = await send(emulator, { method, path, headers: { host } });
      expect(response.status).toBe(421);
      expect(JSON.parse(response.text)).toMatchObject({
        error: {
          code: 'HostNotAllowed',
          message: expect.stringContaining(`Host ${JSON.stringify(host)} does not name the emulator`),
        },
      });
      expect(response.text).not.toContain('emulator-key');
    }
    expect(emulator.key()).toBe('emulator-key-1');
    expect(emulator.stats().requests).toBe(0);
  });

  it.each(['localhost', 'LocalHost:1', 'localhost.', '127.0.0.1', '127.1.2.3:5005', '[::1]', '[::1]:80'])(
    '%j is accepted',
    async (host) => {
      expect((await send(await emulated(), { headers: { host } })).status).toBe(200);
    },
  );

  it('may be any name of the certificate, and no other', async () => {
    const tls = readPem(testCertificate());
    const emulator = await emulated({ tls });
    const statusOf = async (host: string): Promise<number> =>
      (await send(emulator, { headers: { host } })).status;
    expect(await statusOf('ocr.cognitiveservices.azure.com')).toBe(200);
    expect(await statusOf('OCR.cognitiveservices.azure.com:443')).toBe(200);
    expect(await statusOf('a.b.cognitiveservices.azure.com')).toBe(421);
    expect(await statusOf('cognitiveservices.azure.com')).toBe(421);
    const generated = await emulated({ tls: await createServerCertificate() });
    expect((await send(generated, { headers: { host: 'ocr.localhost' } })).status).toBe(200);
    expect((await send(generated, { headers: { host: 'evil.example' } })).status).toBe(421);
  });

  it('may be any name with allowRemote', async () => {
    const emulator = await emulated({ allowRemote: true });
    expect((await send(emulator, { headers: { host: 'emulator.docker' } })).status).toBe(200);
  });

  it('is needed: a request of HTTP/1.0 without one is rejected', async () => {
    const { hostname, port } = new URL((await emulated()).url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /_emulator/stats HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 421 /);
  });
});

describe('a request of a web page', () => {
  const SIMPLE_TYPES = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json',
    'text/plain; application/json',
    '',
  ];

  it.each(SIMPLE_TYPES)('of another origin is rejected with content type %j', async (type) => {
    const emulator = await emulated();
    const headers = { origin: 'https://evil.example', ...(type !== '' && { 'content-type': type }) };
    for (const path of ['/_emulator/keys', '/_emulator/reset', '/vision/v3.2/read/analyze']) {
      const response = await send(emulator, { method: 'POST', path, headers, body: '{"key":"theirs"}' });
      expect(response.status).toBe(403);
      expect(JSON.parse(response.text)).toMatchObject({
        error: { code: 'CrossOriginRequest', message: expect.stringContaining('https://evil.example') },
      });
    }
    expect(emulator.key()).toBe('emulator-key-1');
  });

  it.each([
    { origin: 'null' },
    { origin: '' },
    { origin: 'file://' },
    { origin: 'http://localhost:1' },
    { origin: 'http://127.0.0.1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'anything' },
  ])('with %j is rejected, with every method', async (headers) => {
    const emulator = await emulated();
    for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE', 'HEAD']) {
      expect((await send(emulator, { method, path: '/_emulator/keys', headers })).status).toBe(403);
    }
    expect(emulator.key()).toBe('emulator-key-1');
  });

  it('with another scheme of the same host is of another origin', async () => {
    const emulator = await emulated();
    const origin = emulator.url.replace('http:', 'https:');
    expect((await send(emulator, { headers: { origin } })).status).toBe(403);
  });

  it('of its own origin, or an address typed by a person, is accepted', async () => {
    const emulator = await emulated();
    const own = { origin: emulator.url, 'sec-fetch-site': 'same-origin' };
    expect((await send(emulator, { headers: own })).status).toBe(200);
    expect((await send(emulator, { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
  });

  it('is rejected with allowRemote, too', async () => {
    const emulator = await emulated({ allowRemote: true });
    expect((await send(emulator, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('gets no header that lets a page read a response', async () => {
    const response = await fetch(`${(await emulated()).url}/_emulator/stats`);
    await json(response.body!);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
