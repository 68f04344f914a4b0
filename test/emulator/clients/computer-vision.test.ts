import { ComputerVisionClient } from '@azure/cognitiveservices-computervision';
import { ApiKeyCredentials } from '@azure/ms-rest-js';
import { expect, it } from 'vitest';
import { KEY, faults, png } from '../emulated.ts';
import { emulatedOverTls, type TlsEmulator, trusting } from './support.ts';

function clientOf({ endpoint, ca }: TlsEmulator, key = KEY): ComputerVisionClient {
  const credentials = new ApiKeyCredentials({ inHeader: { 'Ocp-Apim-Subscription-Key': key } });
  const agent = trusting(ca);
  return new ComputerVisionClient(credentials, endpoint, {
    agentSettings: { http: agent, https: agent },
    noRetryPolicy: true,
  });
}

it('@azure/cognitiveservices-computervision reads an image', async () => {
  const client = clientOf(await emulatedOverTls());
  const { operationLocation } = await client.readInStream(await png());
  const result = await client.getReadResult(operationLocation.split('/').at(-1) ?? '');
  expect(result.status).toBe('succeeded');
  expect(result.analyzeResult?.readResults[0]?.lines[0]).toMatchObject({
    text: 'AB12CDE',
    words: [{ text: 'AB12CDE', confidence: 0.97 }],
  });
});

it('@azure/cognitiveservices-computervision understands a rejection and a 429', async () => {
  const emulator = await emulatedOverTls({
    faults: faults({ on: 'read.submit', nth: 2, fault: 'throttle' }),
  });
  const image = await png();
  await expect(clientOf(emulator, 'wrong').readInStream(image)).rejects.toMatchObject({
    statusCode: 401,
    code: '401',
  });
  await expect(clientOf(emulator).readInStream(image)).rejects.toMatchObject({
    statusCode: 429,
    code: '429',
    message: expect.stringMatching(/Please retry after 1 second\b/),
  });
});
