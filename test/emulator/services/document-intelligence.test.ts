import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { KEY, emulated, faults, operationOf, png } from '../emulated.ts';

const PATH = '/documentintelligence/documentModels/prebuilt-read:analyze?api-version=2024-11-30';
const headers = { 'ocp-apim-subscription-key': KEY };

function analyze(emulator: Emulator, image: Buffer | string, path = PATH): Promise<Response> {
  const json = typeof image === 'string';
  return fetch(`${emulator.url}${path}`, {
    method: 'POST',
    body: json ? image : new Uint8Array(image),
    headers: { ...headers, 'content-type': json ? 'application/json' : 'application/octet-stream' },
  });
}

describe('Document Intelligence prebuilt-read', () => {
  it('accepts bytes with 202, returns the result, and deletes it', async () => {
    const emulator = await emulated();
    const accepted = await analyze(emulator, await png());
    expect([accepted.status, accepted.headers.get('retry-after')]).toEqual([202, '1']);
    const location = operationOf(accepted);
    expect(location).toContain('/documentintelligence/documentModels/prebuilt-read/analyzeResults/');
    expect(await (await fetch(location, { headers })).json()).toMatchObject({
      status: 'succeeded',
      analyzeResult: { content: 'AB12CDE', pages: [{ pageNumber: 1, unit: 'pixel' }] },
    });
    expect((await fetch(location, { method: 'DELETE', headers })).status).toBe(204);
    const gone = await fetch(location, { headers });
    expect(gone.status).toBe(404);
    expect(await gone.json()).toEqual({ code: 'NotFound', message: 'Analyze result does not exist.' });
  });

  it('accepts base64Source, and no other source', async () => {
    const emulator = await emulated();
    const source = JSON.stringify({ base64Source: (await png()).toString('base64') });
    expect((await analyze(emulator, source)).status).toBe(202);
    expect((await analyze(emulator, '{"urlSource":"https://example.com/a.png"}')).status).toBe(400);
    expect((await analyze(emulator, 'no json')).status).toBe(400);
  });

  it.each([
    ['no image', Buffer.from('no image'), 'InvalidContent'],
    ['no bytes', Buffer.alloc(0), 'InvalidContent'],
  ])('%s is rejected', async (_, image, code) => {
    const response = await analyze(await emulated(), image);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidRequest', innererror: { code } } });
  });

  it('too small an image, and too large a file of F0', async () => {
    const small = await analyze(await emulated(), await png('#fff', 49, 49));
    expect(await small.json()).toMatchObject({ error: { innererror: { code: 'InvalidContentDimensions' } } });
    const emulator = await emulated({ sku: 'F0', rates: { 'document-intelligence-analyze': null } });
    for (const bytes of [4 * 1024 * 1024 + 1, 6 * 1024 * 1024]) {
      const large = await analyze(emulator, Buffer.alloc(bytes));
      expect(await large.json()).toMatchObject({ error: { innererror: { code: 'InvalidContentLength' } } });
    }
  });

  it.each([
    ['/documentintelligence/documentModels/prebuilt-read:analyze', 404, '404'],
    ['/documentintelligence/documentModels/prebuilt-read:analyze?api-version=2023-07-31', 404, '404'],
    ['/documentintelligence/documentModels/prebuilt-x:analyze?api-version=2024-11-30', 404, 'NotFound'],
    [`${PATH}&pages=9`, 400, 'InvalidRequest'],
    [`${PATH}&stringIndexType=bytes`, 400, 'InvalidRequest'],
  ])('%s is %i %s', async (path, status, code) => {
    const response = await analyze(await emulated(), await png(), path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('submits and polls have rates of their own', async () => {
    const one = { calls: 1, periodMs: 60_000 };
    const emulator = await emulated({
      rates: { 'document-intelligence-analyze': one, 'document-intelligence-get': one },
    });
    const location = operationOf(await analyze(emulator, await png()));
    expect((await fetch(location, { headers })).status).toBe(200);
    expect((await fetch(location, { headers })).status).toBe(429);
    const rejected = await analyze(emulator, await png());
    expect(await rejected.text()).toContain('Analyze Document Operation under Document Intelligence API');
  });

  it.each([
    ['failed', { status: 'failed' }],
    ['failed_with_errors', { status: 'failed', error: { code: 'InternalServerError' } }],
    ['stuck', { status: 'running' }],
    ['vanished', { code: 'NotFound' }],
  ])('an operation that ends %s', async (ends, body) => {
    const rule = { on: 'document-intelligence.analyze', fault: 'operation', ends };
    const emulator = await emulated({ faults: faults(rule) });
    const location = operationOf(await analyze(emulator, await png()));
    expect(await (await fetch(location, { headers })).json()).toMatchObject(body);
  });
});
