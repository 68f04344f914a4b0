import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../../src/flow/clock.ts';
import type { Transport } from '../../../../src/ocr/azure/transport/transport.ts';
import { undiciTransport } from '../../../../src/ocr/azure/transport/undici-transport.ts';
import { ManualClock } from '../../../flow/manual-clock.ts';
import { until } from '../../../support/until.ts';
import { scriptedServer, type ScriptedResponse, type ScriptedServer } from '../support/scripted-server.ts';

let server: ScriptedServer;
let transport: Transport;
afterEach(async () => {
  await transport.close();
  await server.close();
});

async function start(
  response: () => ScriptedResponse,
  limits: { clock?: Clock; requestMs?: number; maxResponseBytes?: number } = {},
) {
  server = await scriptedServer(response);
  transport = undiciTransport({
    endpoint: new URL(server.url),
    clock: systemClock,
    requestMs: 5000,
    ...limits,
  });
}

const post = (signal = new AbortController().signal, url = `${server.url}/a?b=c`) =>
  transport.send(
    { method: 'POST', url, headers: { 'accept-encoding': 'gzip' }, body: Buffer.from('abc') },
    signal,
  );

describe('undiciTransport', () => {
  it('sends the whole body with its length and gives back status, headers and text', async () => {
    await start(() => ({ status: 200, headers: { 'X-Request-Id': 'x' }, body: { a: 1 } }));
    expect(await post()).toMatchObject({
      status: 200,
      headers: { 'x-request-id': 'x' },
      text: '{"a":1}',
    });
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: '/a?b=c',
      headers: { 'content-length': '3', 'accept-encoding': 'identity' },
    });
    expect(server.received[0]?.headers['transfer-encoding']).toBeUndefined();
  });

  it.each([
    ['never ends', { 'content-length': '100' }],
    ['is too large', { 'content-length': '10000' }],
    ['is in an unknown encoding', { 'content-encoding': 'zip', 'content-length': '1' }],
  ])('hands over an accepted operation when the body of its response %s', async (_, headers) => {
    const accepted = { status: 202, headers: { ...headers, 'operation-location': 'x' }, body: '{' };
    await start(() => accepted, { maxResponseBytes: 1000 });
    expect(await post()).toMatchObject({ status: 202, headers: { 'operation-location': 'x' }, text: '' });
  });

  it('does not follow a redirect', async () => {
    await start(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    expect((await post()).status).toBe(307);
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['host', 'https://attacker.example/steal'],
    ['port of the host', 'http://127.0.0.1:1/steal'],
    ['scheme', null],
  ])('sends nothing to another %s', async (_, url) => {
    await start(() => ({ status: 200 }));
    const foreign = post(new AbortController().signal, url ?? server.url.replace('http:', 'https:'));
    await expect(foreign).rejects.toMatchObject({ code: 'foreign_host', fault: 'configuration' });
    expect(server.received).toEqual([]);
  });

  it('calls a cut connection worth another try, and perhaps billed', async () => {
    await start(() => 'reset');
    await expect(post()).rejects.toMatchObject({ fault: 'transient', mayBeBilled: true });
  });

  it('calls a refused connection worth another try, and surely not billed', async () => {
    await start(() => 'reset');
    await server.close();
    await expect(post()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      fault: 'transient',
      mayBeBilled: false,
    });
  });

  it('ends a request that hangs when its time is up', async () => {
    await start(() => 'hang', { requestMs: 50 });
    await expect(post()).rejects.toMatchObject({ code: 'request_timeout', mayBeBilled: true });
  });

  it('ends a request that hangs at once when it is aborted', async () => {
    await start(() => 'hang');
    const controller = new AbortController();
    const request = post(controller.signal);
    setTimeout(() => controller.abort(new Error('leaving')), 20);
    await expect(request).rejects.toThrow('leaving');
  });

  it('rejects a response that is too large', async () => {
    await start(() => ({ status: 200, body: 'x'.repeat(2000) }), { maxResponseBytes: 1000 });
    await expect(post()).rejects.toMatchObject({ code: 'response_too_large' });
  });

  it('closed, gives a request in progress five seconds, and ends it then', async () => {
    const clock = new ManualClock();
    await start(() => 'hang', { clock, requestMs: 60_000 });
    let ended = false;
    const request = post()
      .catch(() => {})
      .finally(() => (ended = true));
    await until(() => server.received.length === 1);
    const closed = transport.close();
    await clock.elapse(4999);
    expect(ended).toBe(false);
    await clock.elapse(1);
    await closed;
    await request;
  }, 10_000);

  it('can be closed twice', async () => {
    await start(() => ({ status: 200 }));
    await transport.close();
    await expect(transport.close()).resolves.not.toThrow();
  });
});
