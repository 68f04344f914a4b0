import { describe, expect, it } from 'vitest';
import { KEY, emulated, png } from '../emulated.ts';

const QUERY = '?features=read&api-version=2024-02-01';

async function analyze(image: Buffer, query = QUERY): Promise<Response> {
  const { url } = await emulated();
  return fetch(`${url}/computervision/imageanalysis:analyze${query}`, {
    method: 'POST',
    body: new Uint8Array(image),
    headers: { 'ocp-apim-subscription-key': KEY, 'content-type': 'application/octet-stream' },
  });
}

describe('Image Analysis 4.0', () => {
  it.each(['2023-10-01', '2024-02-01'])('responds at once, api-version %s', async (version) => {
    const response = await analyze(await png(), `?features=read&api-version=${version}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      metadata: { width: 200, height: 100 },
      readResult: { blocks: [{ lines: [{ text: 'AB12CDE', words: [{ text: 'AB12CDE' }] }] }] },
    });
  });

  it('another api-version does not exist', async () => {
    expect((await analyze(await png(), '?features=read&api-version=2023-04-01-preview')).status).toBe(404);
  });

  it.each([
    ['another feature', '?features=read,tags&api-version=2024-02-01', 'NotSupportedVisualFeature'],
    ['no feature', '?api-version=2024-02-01', 'NotSupportedVisualFeature'],
    ['no language', `${QUERY}&language=klingon!`, 'NotSupportedLanguage'],
  ])('%s is rejected', async (_, query, code) => {
    const response = await analyze(await png(), query);
    expect([response.status, response.headers.get('x-ms-error-code')]).toEqual([400, 'InvalidRequest']);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidRequest', innererror: { code } } });
  });

  it('dimensions have an inner error, bytes have none', async () => {
    const small = await analyze(await png('#fff', 49, 60));
    expect(await small.json()).toMatchObject({ error: { innererror: { code: 'InvalidImageSize' } } });
    const large = (await (await analyze(Buffer.alloc(20_971_521))).json()) as { error: object };
    expect(large.error).toEqual({ code: 'InvalidRequest', message: expect.stringContaining('20971520') });
  });

  it('a PDF is no image', async () => {
    const response = await analyze(Buffer.from('%PDF-1.4'));
    expect(await response.json()).toMatchObject({ error: { innererror: { code: 'InvalidImageFormat' } } });
  });
});
