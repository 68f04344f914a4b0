import { describe, expect, it } from 'vitest';
import { emulated, faults, operationOf, png, poll, readOnce, submit } from '../emulated.ts';

const on = 'read.submit';
/** Node's fetch hides the reason of a broken connection in the cause. */
const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;

describe('faults on the wire', () => {
  it('a burst of 429 with the wait of the rule, then peace', async () => {
    const script = faults({ on, from: 1, to: 3, fault: 'throttle', retry_after: 7 });
    const emulator = await emulated({ faults: script });
    const image = await png();
    for (let call = 0; call < 3; call += 1) {
      const rejected = await submit(emulator, image);
      expect([rejected.status, rejected.headers.get('retry-after')]).toEqual([429, '7']);
      expect(await rejected.text()).toContain('Please retry after 7 seconds.');
    }
    expect((await submit(emulator, image)).status).toBe(202);
    expect(emulator.stats()).toMatchObject({
      billed_pages: 1,
      operations: { 'read.submit': { statuses: { 429: 3, 202: 1 }, faults: 3 } },
    });
  });

  it('a 429 without Retry-After', async () => {
    const emulator = await emulated({ faults: faults({ on, fault: 'throttle', header: false }) });
    expect((await submit(emulator, await png())).headers.get('retry-after')).toBeNull();
  });

  it.each([
    [500, 'json', 'application/json; charset=utf-8', /"code":"InternalServerError"/],
    [502, 'html', 'text/html', /<html>/],
    [503, 'empty', null, /^$/],
  ])('HTTP %i with a body of %s', async (status, body, type, text) => {
    const emulator = await emulated({ faults: faults({ on, fault: 'status', status, body }) });
    const response = await submit(emulator, await png());
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
    expect(await response.text()).toMatch(text);
    expect(emulator.stats().billed_pages).toBe(0);
  });

  it('a 503 can carry Retry-After', async () => {
    const rule = { on, fault: 'status', status: 503, body: 'html', retry_after: 2 };
    const response = await submit(await emulated({ faults: faults(rule) }), await png());
    expect(response.headers.get('retry-after')).toBe('2');
  });

  it.each([
    ['before_body', 0],
    ['after_body', 0],
    ['before_response', 1],
  ])('a reset %s: no response, %i pages billed', async (when, billed) => {
    const emulator = await emulated({ faults: faults({ on, fault: 'reset', when }) });
    const error: unknown = await submit(emulator, await png()).catch((reason: unknown) => reason);
    expect(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']).toContain(codeOf(error));
    expect(emulator.stats()).toMatchObject({
      billed_pages: billed,
      operations: { 'read.submit': { statuses: { cut: 1 } } },
    });
  });

  it('a reset in the middle of the response', async () => {
    const rule = { on: 'read.result', fault: 'reset', when: 'during_response' };
    const response = await readOnce(await emulated({ faults: faults(rule) }), await png());
    expect(response.status).toBe(200);
    const error: unknown = await response.text().catch((reason: unknown) => reason);
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(codeOf(error));
  });

  it('a hang that the client has to end, and one that ends itself', async () => {
    const emulator = await emulated({
      faults: faults({ on, nth: 1, fault: 'hang' }, { on, nth: 2, fault: 'hang', seconds: 0.05 }),
    });
    const image = await png();
    const location = `${emulator.url}/vision/v3.2/read/analyze`;
    const request = fetch(location, {
      method: 'POST',
      body: new Uint8Array(image),
      signal: AbortSignal.timeout(150),
    });
    await expect(request).rejects.toThrow('timeout');
    await expect(submit(emulator, image)).rejects.toThrow('fetch failed');
    expect((await submit(emulator, image)).status).toBe(202);
  });

  it('a hang does not keep the server from closing', async () => {
    const emulator = await emulated({ faults: faults({ on, fault: 'hang' }) });
    const hanging = submit(emulator, await png()).catch((reason: unknown) => reason);
    await expect.poll(() => emulator.stats().requests).toBe(1);
    await emulator.close();
    expect(await hanging).toBeInstanceOf(TypeError);
  });

  it('a slow body arrives whole', async () => {
    const rule = { on: 'read.result', fault: 'slow_body', seconds: 0.3 };
    const emulator = await emulated({ faults: faults(rule) });
    const started = performance.now();
    const response = await readOnce(emulator, await png());
    expect(await response.json()).toMatchObject({ status: 'succeeded' });
    expect(performance.now() - started).toBeGreaterThan(250);
  });

  it.each(['truncated', 'invalid'])('a body of %s JSON under the right status', async (body) => {
    const rule = { on: 'read.result', fault: 'bad_body', body };
    const response = await readOnce(await emulated({ faults: faults(rule) }), await png());
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('an HTML page with 200', async () => {
    const rule = { on: 'read.result', fault: 'bad_body', body: 'html' };
    const response = await readOnce(await emulated({ faults: faults(rule) }), await png());
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
  });

  it('an Operation-Location on a foreign host, and none', async () => {
    const emulator = await emulated({
      faults: faults(
        { on, nth: 1, fault: 'operation_location', location: 'foreign', host: 'http://127.0.0.1:9' },
        { on, nth: 2, fault: 'operation_location', location: 'missing' },
      ),
    });
    const foreign = operationOf(await submit(emulator, await png()));
    expect(foreign).toMatch(/^http:\/\/127\.0\.0\.1:9\/vision\/v3\.2\/read\/analyzeResults\//);
    expect((await poll(`${emulator.url}${new URL(foreign).pathname}`)).status).toBe(200);
    const missing = await submit(emulator, await png());
    expect([missing.status, operationOf(missing)]).toEqual([202, '']);
  });

  it.each([
    ['failed', 200, { status: 'failed' }],
    [
      'failed_with_errors',
      200,
      { status: 'failed', analyzeResult: { errors: [{ code: 'InternalServerError' }] } },
    ],
    ['capital_failed', 200, { status: 'Failed' }],
    ['stuck', 200, { status: 'running' }],
    ['vanished', 404, { error: { code: 'BadArgument' } }],
  ])('an operation that ends %s', async (ends, status, body) => {
    const emulator = await emulated({ faults: faults({ on, fault: 'operation', ends }) });
    const response = await readOnce(emulator, await png());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(body);
    expect(emulator.stats().billed_pages).toBe(1);
  });

  it('a key rotation in mid-run: 401 from then on with the old key', async () => {
    const emulator = await emulated({ faults: faults({ on, nth: 2, fault: 'rotate_key' }) });
    const image = await png();
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await submit(emulator, image)).status);
    expect(statuses).toEqual([202, 401, 401]);
    const headers = { 'ocp-apim-subscription-key': emulator.key() };
    expect((await submit(emulator, image, { headers })).status).toBe(202);
  });
});
