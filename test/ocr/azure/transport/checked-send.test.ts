import { expect, it, onTestFinished } from 'vitest';
import { neverAborted } from '../../../../src/flow/abort.ts';
import { systemClock } from '../../../../src/flow/clock.ts';
import { checkedSend, unusable } from '../../../../src/ocr/azure/transport/checked-send.ts';
import { guardClient } from '../../../../src/ocr/azure/transport/guard-client.ts';
import { undiciTransport } from '../../../../src/ocr/azure/transport/undici-transport.ts';
import { scriptedServer } from '../support/scripted-server.ts';

async function responseOf(status: number) {
  const server = await scriptedServer(() => ({ status, headers: { location: '/elsewhere' } }));
  const endpoint = new URL(server.url);
  const transport = undiciTransport({ endpoint, clock: systemClock, requestMs: 5000 });
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });
  const link = { transport, clock: systemClock, service: 'The service' };
  const request = { method: 'POST', url: `${server.url}/a`, headers: {}, body: null };
  return checkedSend(link, request, neverAborted);
}

it.each([200, 202, 299])('HTTP %d is a response', async (status) => {
  expect(await responseOf(status)).toMatchObject({ status });
});

it.each([300, 302, 307, 399])('HTTP %d is not: redirects are not followed', async (status) => {
  await expect(responseOf(status)).rejects.toMatchObject({
    fault: 'configuration',
    code: `http_${status}`,
    message: `The service returned HTTP ${status}. Check the endpoint; redirects are not followed.`,
  });
});

it('what is returned instead of a reading may be billed where it was asked for by POST', () => {
  expect(unusable('The service', 'HTML', { method: 'POST' })).toMatchObject({
    code: 'invalid_response',
    message: 'The service returned HTML instead of a reading.',
    mayBeBilled: true,
  });
  expect(unusable('The service', 'HTML', { method: 'GET' }).mayBeBilled).toBe(false);
});

it('what a client library throws at an abort is the reason of the abort', async () => {
  const reason = new Error('going home');
  const aborted = AbortSignal.abort(reason);
  const libraryError = Object.assign(new Error('AbortError'), { request: {} });
  const call = () => Promise.reject(libraryError);
  await expect(guardClient('The service', 'GET', aborted, call)).rejects.toBe(reason);
  await expect(guardClient('The service', 'GET', neverAborted, call)).rejects.toMatchObject({
    code: 'invalid_response',
    message: 'The service returned JSON that cannot be understood instead of a reading.',
  });
});

it('what a client library throws about arguments is a fault of the setup', async () => {
  const call = () => Promise.reject(new TypeError('language is no string'));
  await expect(guardClient('The service', 'GET', neverAborted, call)).rejects.toMatchObject({
    fault: 'configuration',
    code: 'request_rejected',
    message:
      'The service was not called: the client library rejects the arguments. Check the language, the pages and the model version.',
  });
});
