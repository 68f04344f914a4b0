import imageAnalysis, { isUnexpected } from '@azure-rest/ai-vision-image-analysis';
import { expect, it } from 'vitest';
import { KEY, png } from '../emulated.ts';
import { emulatedOverTls } from './support.ts';

it('@azure-rest/ai-vision-image-analysis reads an image', async () => {
  const { endpoint, ca } = await emulatedOverTls();
  const client = imageAnalysis.default(endpoint, { key: KEY }, { tlsOptions: { ca } });
  const send = async (body: Buffer) =>
    client.path('/imageanalysis:analyze').post({
      body,
      queryParameters: { features: ['Read'] },
      contentType: 'application/octet-stream',
    });
  const read = await send(await png());
  expect(isUnexpected(read)).toBe(false);
  expect(read.body).toMatchObject({ readResult: { blocks: [{ lines: [{ text: 'AB12CDE' }] }] } });
  const rejected = await send(Buffer.from('no image'));
  expect(rejected.headers['x-ms-error-code']).toBe('InvalidRequest');
  expect(rejected.body).toMatchObject({ error: { innererror: { code: 'InvalidImageFormat' } } });
});
