import { describe, expect, it } from 'vitest';
import { runLongOperation } from '../../../src/azure/rest/long-running.ts';
import { createRestClient } from '../../../src/azure/rest/rest-client.ts';
import { cacheTokens } from '../../../src/azure/tokens/token-cache.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { type Script, startAzure } from '../../aml/azure-server.ts';
import { hurriedClock } from '../../aml/hurried-clock.ts';
import { testCredential } from '../../aml/identity.ts';
import { noProxies } from '../../../src/network/proxies.ts';

async function run(script: (url: string) => Script) {
  const azure = await startAzure(script);
  const clock = hurriedClock();
  const client = createRestClient(
    cacheTokens(() => Promise.resolve(testCredential()), clock),
    retryingFlow({ clock }),
    () => {},
    noProxies,
  );
  const states: string[] = [];
  const done = runLongOperation(
    {
      method: 'POST',
      url: `${azure.url}/start`,
      audience: azure.url,
      failing: 'It cannot be started',
      role: '',
    },
    { client, clock, onState: (state) => states.push(state) },
    new AbortController().signal,
  );
  return { azure, clock, states, done };
}

const paths = (seen: readonly { method: string; path: string }[]) =>
  seen.map(({ method, path }) => `${method} ${path}`);

describe('a long-running operation', () => {
  it('is polled at its Azure-AsyncOperation until its status says Succeeded', async () => {
    const { azure, clock, states, done } = await run((url) => ({
      'POST /start': {
        status: 201,
        headers: { 'azure-asyncoperation': `${url}/operation`, 'retry-after': '11' },
      },
      'GET /operation': [
        { body: { status: 'Creating' }, headers: { 'retry-after': '3' } },
        { body: { status: 'InProgress' } },
        { body: { status: 'Succeeded' } },
      ],
    }));
    expect((await done).status).toBe(201);
    expect(paths(azure.seen)).toEqual(['POST /start', 'GET /operation', 'GET /operation', 'GET /operation']);
    expect(clock.waits).toEqual([11_000, 3000, 5000]);
    expect(states).toEqual(['Creating', 'InProgress']);
  });

  it('is polled at its Location while that returns 202', async () => {
    const { azure, done } = await run((url) => ({
      'POST /start': { status: 202, headers: { location: `${url}/where` } },
      'GET /where': [{ status: 202, headers: { location: `${url}/there` } }],
      'GET /there': [{ status: 202 }, { status: 200, body: {} }],
    }));
    await done;
    expect(paths(azure.seen)).toEqual(['POST /start', 'GET /where', 'GET /there', 'GET /there']);
  });

  it('is done at once where the response names nothing to poll', async () => {
    const { azure, done } = await run(() => ({ 'POST /start': { status: 200, body: {} } }));
    await done;
    expect(azure.seen).toHaveLength(1);
  });

  it('fails with the reason that Azure gives', async () => {
    const { done } = await run((url) => ({
      'POST /start': { status: 202, headers: { 'azure-asyncoperation': `${url}/operation` } },
      'GET /operation': {
        body: { status: 'Failed', error: { code: 'QuotaExceeded', message: 'No cores left.' } },
      },
    }));
    await expect(done).rejects.toThrow(
      'It cannot be started: the operation ended Failed, QuotaExceeded: No cores left.',
    );
  });

  it.each([
    ['azure-asyncoperation', 200],
    ['location', 202],
    ['location', 200],
  ])('ends when it is cancelled, told at its %s with HTTP %d', async (header, status) => {
    const { azure, done } = await run((url) => ({
      'POST /start': { status: 202, headers: { [header]: `${url}/operation` } },
      'GET /operation': { status, body: { status: 'Canceled' } },
    }));
    await expect(done).rejects.toMatchObject({
      code: 'operation_failed',
      message: 'It cannot be started: the operation ended Canceled.',
    });
    expect(azure.seen).toHaveLength(2);
  });

  it('sends its token to no other host', async () => {
    const { azure, done } = await run(() => ({
      'POST /start': { status: 202, headers: { location: 'https://example.com/where' } },
    }));
    await expect(done).rejects.toMatchObject({ code: 'foreign_host' });
    expect(azure.seen).toHaveLength(1);
  });
});
