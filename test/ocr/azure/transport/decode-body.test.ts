import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../src/flow/clock.ts';
import { undiciTransport } from '../../../../src/ocr/azure/transport/undici-transport.ts';
import { decodeBody, encodingsOf } from '../../../../src/ocr/azure/transport/decode-body.ts';

const { signal } = new AbortController();
const JSON_TEXT = '{"status":"succeeded","text":"Größe"}';
const LIMITS = { host: 'h', maxBytes: 1024 * 1024 };
const ENCODE: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
};

/** A response through the real transport. */
async function received(encoding: string, body: Buffer, status = 200, maxResponseBytes = 1024 * 1024) {
  const server = createServer((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-encoding': encoding })
      .end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = undiciTransport({
    endpoint: new URL(url),
    clock: systemClock,
    requestMs: 10_000,
    maxResponseBytes,
  });
  onTestFinished(async () => {
    await transport.close();
    server.close();
  });
  return transport.send({ method: 'GET', url: `${url}/`, headers: {}, body: null }, signal);
}

describe('a response with an encoding that was not requested', () => {
  it.each([
    ['gzip', gzipSync(JSON_TEXT)],
    ['GZip', gzipSync(JSON_TEXT)],
    ['x-gzip', gzipSync(JSON_TEXT)],
    ['deflate', deflateSync(JSON_TEXT)],
    ['deflate', deflateRawSync(JSON_TEXT)],
    ['br', brotliCompressSync(JSON_TEXT)],
    ['identity', Buffer.from(JSON_TEXT)],
    ['gzip, br', brotliCompressSync(gzipSync(JSON_TEXT))],
    ['identity, gzip', gzipSync(JSON_TEXT)],
    ['gzip', Buffer.from(JSON_TEXT)],
    ['zstd', Buffer.from(JSON_TEXT)],
  ])('%s is decoded', async (encoding, body) => {
    expect((await received(encoding, body)).text).toBe(JSON_TEXT);
  });

  it.each([
    ['zstd', Buffer.from('28b52ffd', 'hex')],
    ['compress', Buffer.from('1f9d90', 'hex')],
    ['gzip', brotliCompressSync(JSON_TEXT)],
    ['gzip', gzipSync(JSON_TEXT).subarray(0, 20)],
    ['br', Buffer.from('no brotli')],
    ['gzip', Buffer.from('<html>')],
    ['gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(JSON_TEXT))))],
  ])('%s that cannot be decoded is rejected at once', async (encoding, body) => {
    await expect(received(encoding, body)).rejects.toMatchObject({
      fault: 'configuration',
      code: 'unreadable_encoding',
      message: expect.stringContaining(`Content-Encoding (${encoding})`) as unknown,
    });
  });

  it('leaves the status of an error to decide', async () => {
    expect(await received('gzip', Buffer.from('<html>'), 503)).toMatchObject({ status: 503, text: '' });
    expect(await received('gzip', gzipSync('busy'), 503)).toMatchObject({ status: 503, text: 'busy' });
  });

  it.each(Object.entries(ENCODE))('%s cannot fill the memory', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(8 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(64 * 1024);
    await expect(received(encoding, bomb, 200, 64 * 1024)).rejects.toMatchObject({
      fault: 'item',
      code: 'response_too_large',
    });
  });
});

it('whatever was encoded is decoded again, in up to three layers', async () => {
  const layers = fc.array(fc.constantFrom(...Object.keys(ENCODE)), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), layers, async (text, names) => {
      const body = names.reduce<Buffer>((bytes, name) => ENCODE[name]!(bytes), Buffer.from(text));
      expect(await decodeBody(body, encodingsOf(names.join(', ')), LIMITS)).toBe(
        Buffer.from(text).toString(),
      );
    }),
    { numRuns: 50 },
  );
});
