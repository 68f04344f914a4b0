import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/emulator/server/start-emulator.ts';
import { syntheticEngine } from '../../../src/emulator/reading/synthetic-engine.ts';
import { KEY, emulated, operationOf, png, poll, submit } from '../emulated.ts';

const DENIED = {
  error: {
    code: '401',
    message: expect.stringContaining('Access denied due to invalid subscription key or wrong API endpoint'),
  },
};

describe('keys and tokens', () => {
  it('a wrong key is a wrapped 401', async () => {
    const response = await submit(await emulated(), await png(), {
      headers: { 'ocp-apim-subscription-key': 'x' },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(DENIED);
  });

  it('a bearer token stands in for the key, any or the one that was told', async () => {
    const image = await png();
    const headers = { 'ocp-apim-subscription-key': '', authorization: 'Bearer abc' };
    expect((await submit(await emulated(), image, { headers })).status).toBe(202);
    expect((await submit(await emulated({ token: 'abc' }), image, { headers })).status).toBe(202);
    expect((await submit(await emulated({ token: 'other' }), image, { headers })).status).toBe(401);
  });

  it('after a rotation the old key is rejected and the new one taken', async () => {
    const emulator = await emulated();
    const location = operationOf(await submit(emulator, await png()));
    const rotated = await fetch(`${emulator.url}/_emulator/keys`, { method: 'POST' });
    expect(await rotated.json()).toEqual({ key: 'emulator-key-2' });
    expect((await poll(location)).status).toBe(401);
    expect((await poll(location, 'emulator-key-2')).status).toBe(200);
    const named = { method: 'POST', body: '{"key":"mine"}' };
    await fetch(`${emulator.url}/_emulator/keys`, named);
    expect((await poll(location, 'mine')).status).toBe(200);
  });

  it('without auth nothing is asked for', async () => {
    const headers = { 'ocp-apim-subscription-key': '' };
    expect((await submit(await emulated({ auth: 'none' }), await png(), { headers })).status).toBe(202);
  });
});

describe('rates', () => {
  const twoASecond = { calls: 2, periodMs: 1000 };

  it('submits and polls of Read share one rate; the 429 names the operation, the tier and the wait', async () => {
    let now = 500;
    const clock = { now: () => now, after: () => () => {} };
    const emulator = await emulated({ clock, rates: { read: twoASecond } });
    const location = operationOf(await submit(emulator, await png()));
    expect((await poll(location)).status).toBe(200);
    // A fifth of a second is left; the header has whole seconds.
    now = 1300;
    const rejected = await poll(location);
    expect([rejected.status, rejected.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await rejected.json()).toEqual({
      error: {
        code: '429',
        message: expect.stringMatching(
          /^Requests to the Get Read Result Operation under Computer Vision API \(v3\.2\) have exceeded rate limit of your current ComputerVision S1 pricing tier\. Please retry after 1 second\. /,
        ),
      },
    });
  });

  it('F0 waits up to a minute, and the header can be left out', async () => {
    let now = 0;
    const clock = { now: () => now, after: () => () => {} };
    const emulator = await emulated({ sku: 'F0', clock, retryAfterHeader: false });
    const image = await png();
    for (let call = 0; call < 20; call += 1) expect((await submit(emulator, image)).status).toBe(202);
    now = 5000;
    const rejected = await submit(emulator, image);
    expect(rejected.headers.get('retry-after')).toBeNull();
    expect(await rejected.text()).toContain('F0 pricing tier. Please retry after 55 seconds.');
    now = 60_000;
    expect((await submit(emulator, image)).status).toBe(202);
  });
});

describe('statistics', () => {
  it('count requests, responses, pages and images that were paid twice', async () => {
    const emulator = await emulated();
    const [white, black] = [await png(), await png('#000000')];
    for (const image of [white, white, black, Buffer.from('no image')]) await submit(emulator, image);
    await fetch(`${emulator.url}/nowhere`);
    const response = await fetch(`${emulator.url}/_emulator/stats`);
    expect(await response.json()).toEqual({
      requests: 5,
      operations: {
        'read.submit': { requests: 4, statuses: { 202: 3, 400: 1 }, billed_pages: 3, faults: 0 },
        unknown: { requests: 1, statuses: { 404: 1 }, billed_pages: 0, faults: 0 },
      },
      in_flight: { now: 0, maximum: 1 },
      distinct_images: 2,
      billed_pages: 3,
      billed_twice: [{ service: 'read', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), times: 2 }],
    });
  });

  it('know how many requests were in flight at once, and start again after a reset', async () => {
    const emulator = await emulated({ latency: { kind: 'fixed', ms: 200 } });
    const image = await png();
    const sync = { method: 'POST', headers: { 'content-type': 'application/octet-stream' } };
    const send = () =>
      fetch(`${emulator.url}/vision/v3.2/read/syncAnalyze`, { ...sync, body: new Uint8Array(image) });
    await Promise.all([send(), send(), send()]);
    expect(emulator.stats().in_flight.maximum).toBe(3);
    expect((await fetch(`${emulator.url}/_emulator/reset`, { method: 'POST' })).status).toBe(204);
    expect(emulator.stats()).toMatchObject({ requests: 0, billed_pages: 0, in_flight: { maximum: 0 } });
  });
});

describe('where it listens', () => {
  it.each(['0.0.0.0', '::', '10.0.0.1', 'example.com'])('rejects %s unless told to', async (host) => {
    await expect(startEmulator({ engine: syntheticEngine, host })).rejects.toThrow(
      /other machines can reach it.*--allow_remote/,
    );
  });

  it('listens there when allowed', async () => {
    const emulator = await emulated({ host: '0.0.0.0', allowRemote: true });
    const local = { ...emulator, url: emulator.url.replace('0.0.0.0', '127.0.0.1') };
    expect((await submit(local, await png(), { headers: { 'ocp-apim-subscription-key': KEY } })).status).toBe(
      202,
    );
  });

  it('says when the port is taken', async () => {
    const { url } = await emulated();
    const port = Number(new URL(url).port);
    await expect(startEmulator({ engine: syntheticEngine, port })).rejects.toThrow(/is used.*--port/);
  });
});
