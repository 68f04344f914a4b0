import { describe, expect, it } from 'vitest';
import type { RestRequest } from '../../../src/azure/rest/request.ts';
import { createRestClient } from '../../../src/azure/rest/rest-client.ts';
import { cacheTokens } from '../../../src/azure/tokens/token-cache.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { type Scripted, startAzure } from '../../aml/azure-server.ts';
import { hurriedClock } from '../../aml/hurried-clock.ts';
import { serveHttp } from '../../support/azure/local-server.ts';
import { testCredential } from '../../aml/identity.ts';
import { noProxies } from '../../../src/network/proxies.ts';

const { signal } = new AbortController();

async function clientOf(responses: readonly Scripted[], method: 'GET' | 'POST' = 'GET') {
  const azure = await startAzure(() => ({ [`${method} /thing`]: responses }));
  const clock = hurriedClock();
  const credential = testCredential();
  const client = createRestClient(
    cacheTokens(() => Promise.resolve(credential), clock),
    retryingFlow({ clock, random: () => 0.5 }),
    () => {},
    noProxies,
  );
  const request: RestRequest = {
    method,
    url: `${azure.url}/thing`,
    audience: 'https://audience',
    failing: 'The thing cannot be had',
    role: 'Keeper of things',
  };
  return { azure, clock, credential, send: () => client.send(request, signal) };
}

describe('a request to Azure', () => {
  it('is repeated after a 429 and a 5xx, as long as the service asks, with one token', async () => {
    const busy = [{ status: 429, headers: { 'retry-after': '7' } }, { status: 502 }, { body: { a: 1 } }];
    const { azure, clock, credential, send } = await clientOf(busy);
    expect((await send()).text).toBe('{"a":1}');
    expect(azure.seen).toHaveLength(3);
    expect(clock.waits).toEqual([7000, 500]);
    expect(credential.asked).toEqual(['https://audience/.default']);
  });

  it('is a POST that is repeated only where it was surely not carried out', async () => {
    const throttled = await clientOf([{ status: 429 }, { body: {} }], 'POST');
    await throttled.send();
    expect(throttled.azure.seen).toHaveLength(2);
    const lost = await clientOf([{ status: 500 }, { body: {} }], 'POST');
    await expect(lost.send()).rejects.toThrow('The thing cannot be had: HTTP 500.');
    expect(lost.azure.seen).toHaveLength(1);
  });

  it.each([
    [401, 'token_rejected', /sign in to the tenant/],
    [403, 'role_missing', /it needs Keeper of things; ask an owner/],
    [404, 'not_found', /Check the name/],
    [409, 'conflict', /changing right now/],
    [400, 'request_rejected', /HTTP 400, BadArgument: Not so\.$/],
  ])('that is rejected with %i is explained as %s', async (status, code, message) => {
    const { send } = await clientOf([
      { status, body: { error: { code: 'BadArgument', message: 'Not so.' } } },
    ]);
    await expect(send()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('follows no redirect: the token stays where it was meant for', async () => {
    const { azure, send } = await clientOf([{ status: 302, headers: { location: '/elsewhere' } }]);
    await expect(send()).rejects.toThrow('HTTP 302');
    expect(azure.seen).toHaveLength(1);
  });

  it.each(['GET', 'POST'] as const)('is repeated as a %s when no connection was made', async (method) => {
    const closed = await serveHttp(() => {});
    await closed.close();
    const clock = hurriedClock();
    const flow = retryingFlow({ clock, random: () => 0.5 });
    const client = createRestClient(
      cacheTokens(() => Promise.resolve(testCredential()), clock),
      flow,
      () => {},
      noProxies,
    );
    const request = {
      method,
      url: `${closed.url}/thing`,
      audience: null,
      failing: 'The thing cannot be had',
      role: '',
    };
    await expect(client.send(request, signal)).rejects.toThrow(
      /^The thing cannot be had: 127\.0\.0\.1:\d+ gave no complete response \(ECONNREFUSED\)/,
    );
    expect(clock.waits.length).toBeGreaterThan(1);
  });
});
