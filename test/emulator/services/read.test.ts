import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { KEY, emulated, instantEngine, operationOf, png, poll, submit } from '../emulated.ts';

describe('Read v3.2', () => {
  it('accepts an image with 202, no body and an Operation-Location, and returns its lines', async () => {
    const emulator = await emulated();
    const accepted = await submit(emulator, await png());
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
    expect(operationOf(accepted)).toMatch(
      new RegExp(`^${emulator.url}/vision/v3\\.2/read/analyzeResults/[0-9a-f-]{36}$`),
    );
    const result = await poll(operationOf(accepted));
    expect(result.status).toBe(200);
    expect(await result.json()).toMatchObject({
      status: 'succeeded',
      analyzeResult: {
        version: '3.2.0',
        readResults: [{ page: 1, width: 200, height: 100, unit: 'pixel', angle: 0 }],
      },
    });
  });

  it('is notStarted, then running, until the service has worked its time', async () => {
    let now = 0;
    const clock = { now: () => now, after: () => () => {} };
    const emulator = await emulated({ clock, latency: { kind: 'fixed', ms: 1000 } });
    const location = operationOf(await submit(emulator, await png()));
    const statusAt = async (ms: number) => {
      now = ms;
      return ((await (await poll(location)).json()) as { status: string }).status;
    };
    expect(await statusAt(100)).toBe('notStarted');
    expect(await statusAt(999)).toBe('running');
    expect(await statusAt(1000)).toBe('succeeded');
    expect(await statusAt(48 * 3_600_000 - 1)).toBe('succeeded');
    now = 48 * 3_600_000;
    const expired = await poll(location);
    expect(expired.status).toBe(404);
    expect(await expired.json()).toMatchObject({ error: { code: 'BadArgument' } });
  });

  it('an operation id of nobody is a wrapped 404', async () => {
    const emulator = await emulated();
    const response = await poll(
      `${emulator.url}/vision/v3.2/read/analyzeResults/11111111-2222-3333-4444-555555555555`,
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'BadArgument' } });
  });

  it.each([
    ['?pages=0', 400, 'InvalidPageRange'],
    ['?pages=2-1', 400, 'InvalidPageRange'],
    ['?pages=7', 400, 'InvalidPageRange'],
    ['?readingOrder=sideways', 400, 'InvalidReadingOrder'],
    ['?model-version=2020-01-01', 400, 'BadArgument'],
    ['?language=klingon', 400, 'NotSupportedLanguage'],
  ])('%s is rejected with %i %s', async (query, status, code) => {
    const response = await submit(await emulated(), await png(), { query });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidRequest', innererror: { code } } });
  });

  it('takes every documented query', async () => {
    const query = '?language=de&readingOrder=natural&model-version=2022-04-30&pages=1';
    expect((await submit(await emulated(), await png(), { query })).status).toBe(202);
  });

  it.each([
    ['no bytes', () => Promise.resolve(Buffer.alloc(0)), 400, 'InvalidImageSize'],
    ['text', () => Promise.resolve(Buffer.from('no image')), 400, 'InvalidImageFormat'],
    [
      'a GIF',
      () =>
        sharp({ create: blank(60, 60) })
          .gif()
          .toBuffer(),
      415,
      'UnsupportedImageFormat',
    ],
    ['a cut-off PNG', async () => (await png()).subarray(0, 20), 400, 'InvalidImage'],
    ['49 pixels', () => png('#fff', 49, 60), 400, 'InvalidImageDimension'],
  ])('%s: rejected', async (_, image, status, code) => {
    const response = await submit(await emulated({ errorShape: 'flat' }), await image());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('F0 takes 4 MB, and reads two pages of a longer document', async () => {
    const page = { width: 8.5, height: 11, unit: 'inch', lines: [] } as const;
    const engine = instantEngine({ page: 1, ...page }, { page: 2, ...page }, { page: 3, ...page });
    const emulator = await emulated({ engine, sku: 'F0', rates: { read: null } });
    const tooLarge = Buffer.concat([await png(), Buffer.alloc(4 * 1024 * 1024)]);
    expect((await submit(emulator, tooLarge)).status).toBe(400);
    const pdf = Buffer.from(`%PDF-1.4\n${'<< /Type /Page >>\n'.repeat(3)}`);
    const result = await poll(operationOf(await submit(emulator, pdf)));
    const { analyzeResult } = (await result.json()) as { analyzeResult: { readResults: object[] } };
    expect(analyzeResult.readResults).toMatchObject([
      { page: 1, unit: 'inch' },
      { page: 2, unit: 'inch' },
    ]);
    expect(emulator.stats().billed_pages).toBe(2);
  });

  it('takes bytes as octet-stream only, and downloads nothing', async () => {
    const emulator = await emulated();
    const typed = await submit(emulator, await png(), { headers: { 'content-type': 'image/png' } });
    expect(typed.status).toBe(415);
    expect(await typed.json()).toMatchObject({ error: { innererror: { code: 'UnsupportedMediaType' } } });
    const linked = await submit(emulator, Buffer.from('{"url":"https://example.com/a.png"}'), {
      headers: { 'content-type': 'application/json' },
    });
    expect(await linked.json()).toMatchObject({ error: { innererror: { code: 'FailedToDownloadImage' } } });
  });

  it('syncAnalyze returns the whole operation and asks for no key', async () => {
    const emulator = await emulated();
    const response = await fetch(`${emulator.url}/vision/v3.2/read/syncAnalyze`, {
      method: 'POST',
      body: new Uint8Array(await png()),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'succeeded',
      analyzeResult: { readResults: [{}] },
    });
  });

  it('an unknown path is a gateway 404', async () => {
    const emulator = await emulated();
    const response = await fetch(`${emulator.url}/vision/v9/read`, {
      headers: { 'ocp-apim-subscription-key': KEY },
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: '404', message: 'Resource not found' } });
  });
});

function blank(width: number, height: number) {
  return { width, height, channels: 3, background: '#000' } as const;
}
