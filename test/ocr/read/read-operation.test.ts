import { describe, expect, it, onTestFinished } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import type { AzureEngineConfig } from '../../../src/ocr/azure/engine-config.ts';
import { linkService } from '../../../src/ocr/azure/service-link.ts';
import { createReadEngine } from '../../../src/ocr/read/read-engine.ts';
import { readOperation } from '../../../src/ocr/read/read-operation.ts';
import { until } from '../../support/until.ts';
import { fixedKey } from '../azure/support/keys.ts';
import { type ScriptedResponse, scriptedServer } from '../azure/support/scripted-server.ts';

const ID = '9f2d7a4e-1c3b-4a5d-8e6f-0b1c2d3e4f5a';
const ACCEPTED = {
  status: 202,
  headers: { 'operation-location': `https://n.cognitiveservices.azure.com/x/${ID}` },
};

/** The operation at a server that gives this response to every request. */
async function operationAt(response: ScriptedResponse, options: Partial<AzureEngineConfig> = {}) {
  const server = await scriptedServer(() => response);
  const config: AzureEngineConfig = {
    endpoint: server.url,
    auth: { kind: 'key', keys: fixedKey() },
    flow: retryingFlow(),
    logger: silentLogger,
    ...options,
  };
  const endpoint = new URL(server.url);
  const link = linkService(config, endpoint, 'The Read API');
  onTestFinished(() => link.transport.close());
  onTestFinished(() => server.close());
  const operation = readOperation(link, endpoint, config);
  const target = () => new URL(server.received[0]?.url ?? '', server.url);
  return { operation, received: server.received, target };
}

/** What Azure's client asks for where nothing else is said. */
const BY_DEFAULT = { 'model-version': 'latest', readingOrder: 'basic' };

const IMAGE = Buffer.from('image');

describe('a submit', () => {
  it('sends the image as it is, and gives the id of the operation', async () => {
    const { operation, received, target } = await operationAt(ACCEPTED);
    expect(await operation.submit(IMAGE, neverAborted)).toEqual({ id: ID, retryAfterMs: null });
    expect(received[0]).toMatchObject({ method: 'POST', body: IMAGE });
    expect(target().pathname).toBe('/vision/v3.2/read/analyze');
    expect(Object.fromEntries(target().searchParams)).toEqual(BY_DEFAULT);
  });

  it.each([
    [{ language: 'de' }, { language: 'de' }],
    [{ pages: ['1-3', '7'] }, { pages: '1-3,7' }],
    [{ readingOrder: 'natural' }, { readingOrder: 'natural' }],
    [{ modelVersion: '2022-04-30' }, { 'model-version': '2022-04-30' }],
  ] as const)('with %j asks for %j, and for nothing else', async (options, query) => {
    const { operation, target } = await operationAt(ACCEPTED, options);
    await operation.submit(IMAGE, neverAborted);
    expect(Object.fromEntries(target().searchParams)).toEqual({ ...BY_DEFAULT, ...query });
  });

  it('tells how long the service wants its result to be waited for', async () => {
    const headers = { ...ACCEPTED.headers, 'retry-after': '7' };
    const { operation } = await operationAt({ ...ACCEPTED, headers });
    expect(await operation.submit(IMAGE, neverAborted)).toMatchObject({ retryAfterMs: 7000 });
  });

  it('that gives no operation may be billed all the same', async () => {
    const { operation } = await operationAt({ status: 202 });
    await expect(operation.submit(IMAGE, neverAborted)).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringMatching(
        /^The Read API at 127.+ returned no operation to poll instead of a reading\.$/,
      ),
      mayBeBilled: true,
    });
  });
});

describe('a poll', () => {
  it('asks for the result of its operation', async () => {
    const { operation, received } = await operationAt({ status: 200, body: { status: 'running' } });
    expect(await operation.poll(ID, neverAborted)).toEqual({ state: 'running', retryAfterMs: null });
    expect(received).toMatchObject([{ method: 'GET', url: `/vision/v3.2/read/analyzeResults/${ID}` }]);
  });

  it('tells how long the service wants to be left alone', async () => {
    const body = { status: 'notStarted' };
    const { operation } = await operationAt({ status: 200, headers: { 'retry-after': '7' }, body });
    expect(await operation.poll(ID, neverAborted)).toEqual({ state: 'running', retryAfterMs: 7000 });
  });

  it('has no wait once the operation has ended', async () => {
    const body = { status: 'succeeded', analyzeResult: { readResults: [] } };
    const { operation } = await operationAt({ status: 200, headers: { 'retry-after': '7' }, body });
    expect(await operation.poll(ID, neverAborted)).toEqual({
      state: 'succeeded',
      value: { model: 'unknown', pages: [] },
    });
  });

  it('that gives no state costs nothing', async () => {
    const { operation } = await operationAt({ status: 200, body: { status: 'asleep' } });
    await expect(operation.poll(ID, neverAborted)).rejects.toMatchObject({
      message: expect.stringContaining('returned something instead of a reading'),
      mayBeBilled: false,
    });
  });
});

describe('a request that is aborted', () => {
  it.each(['submit', 'poll'] as const)('ends at once with the reason: %s', async (call) => {
    const { operation, received } = await operationAt('hang');
    const stop = new AbortController();
    const reason = new Error('going home');
    const ended = call === 'submit' ? operation.submit(IMAGE, stop.signal) : operation.poll(ID, stop.signal);
    const stopping = until(() => received.length === 1).then(() => stop.abort(reason));
    await Promise.all([expect(ended).rejects.toBe(reason), stopping]);
  });
});

it.each([
  [undefined, 500 * 1024 ** 2 - 1],
  ['paid', 500 * 1024 ** 2 - 1],
  ['free', 4 * 1024 ** 2],
] as const)('an engine of the tier %s reads images of up to %d bytes', async (tier, maxBytes) => {
  const engine = createReadEngine({
    endpoint: 'https://n.cognitiveservices.azure.com',
    auth: { kind: 'none' },
    flow: retryingFlow(),
    logger: silentLogger,
    ...(tier === undefined ? {} : { tier }),
  });
  expect(engine.limits.maxBytes).toBe(maxBytes);
  await engine.close();
});
