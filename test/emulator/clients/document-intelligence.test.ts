import createClient, { getLongRunningPoller, isUnexpected } from '@azure-rest/ai-document-intelligence';
import { expect, it } from 'vitest';
import { KEY, faults, png } from '../emulated.ts';
import { emulatedOverTls, type TlsEmulator } from './support.ts';

function submit({ endpoint, ca }: TlsEmulator, image: Buffer) {
  const client = createClient(
    endpoint,
    { key: KEY },
    { tlsOptions: { ca }, retryOptions: { maxRetries: 0 } },
  );
  const submitted = client.path('/documentModels/{modelId}:analyze', 'prebuilt-read').post({
    contentType: 'application/octet-stream',
    body: image,
  });
  return { client, submitted };
}

it('@azure-rest/ai-document-intelligence reads an image with its own poller', async () => {
  const emulator = await emulatedOverTls();
  const { client, submitted } = submit(emulator, await png());
  const initial = await submitted;
  if (isUnexpected(initial)) throw new Error(initial.body.error.message);
  const { body } = await getLongRunningPoller(client, initial, { intervalInMs: 10 }).pollUntilDone();
  expect(body).toMatchObject({
    status: 'succeeded',
    analyzeResult: { content: 'AB12CDE', pages: [{ words: [{ content: 'AB12CDE', confidence: 0.97 }] }] },
  });
});

it('@azure-rest/ai-document-intelligence understands a rejection', async () => {
  const { submitted } = submit(await emulatedOverTls(), Buffer.from('no image'));
  const response = await submitted;
  expect([response.status, isUnexpected(response)]).toEqual(['400', true]);
  expect(response.body).toMatchObject({ error: { code: 'InvalidRequest' } });
});

it('@azure-rest/ai-document-intelligence sees an operation fail', async () => {
  const rule = { on: 'document-intelligence.analyze', fault: 'operation', ends: 'failed_with_errors' };
  const { client, submitted } = submit(await emulatedOverTls({ faults: faults(rule) }), await png());
  const initial = await submitted;
  if (isUnexpected(initial)) throw new Error(initial.body.error.message);
  const poller = getLongRunningPoller(client, initial, { intervalInMs: 10 });
  await expect(poller.pollUntilDone()).rejects.toThrow(/InternalServerError|failed/);
});
