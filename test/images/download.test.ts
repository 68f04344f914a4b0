import { describe, expect, it } from 'vitest';
import { ItemError, TransientError, UnexplainedRejection } from '../../src/contract/errors.ts';
import { download } from '../../src/images/download.ts';
import { ProxyError } from '../../src/network/proxy-error.ts';

const LIMITS = { formats: [], maxBytes: 100, minSide: 1, maxSide: 1, maxPixels: 1 };
const URL_WITH_SECRET = 'https://h.example/a.png?sig=hunter2';

const fetched = (respond: () => Response | Promise<Response>, signal = new AbortController().signal) =>
  download(URL_WITH_SECRET, LIMITS, signal, async () => respond());
const failing = (error: unknown) => fetched(() => Promise.reject(error));

describe('a response', () => {
  it('of as many bytes as are accepted is the image', async () => {
    expect(await fetched(() => new Response(Buffer.alloc(100, 7)))).toEqual(Buffer.alloc(100, 7));
  });

  it('in pieces is put together', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const piece of ['one ', 'two ', 'three']) controller.enqueue(Buffer.from(piece));
        controller.close();
      },
    });
    expect(String(await fetched(() => new Response(body)))).toBe('one two three');
  });

  it('that says it is too long is not read', async () => {
    let read = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          read = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const response = new Response(body, { headers: { 'content-length': '101' } });
    await expect(fetched(() => response)).rejects.toMatchObject({ code: 'file_too_large' });
    expect(read).toBe(false);
  });

  it('that is too long without saying so is not read to its end', async () => {
    let pieces = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pieces += 1;
          controller.enqueue(Buffer.alloc(60));
        },
      },
      { highWaterMark: 0 },
    );
    await expect(fetched(() => new Response(body))).rejects.toMatchObject({ code: 'file_too_large' });
    expect(pieces).toBe(2);
  });

  it.each([null, ''])('without bytes is an empty file', async (body) => {
    await expect(fetched(() => new Response(body))).rejects.toMatchObject({
      code: 'empty_file',
      message: 'The downloaded file is empty.',
    });
  });

  it.each([408, 425, 429, 500, 503])('of HTTP %d may be another one later', async (status) => {
    const rejection = fetched(() => new Response('', { status }));
    await expect(rejection).rejects.toBeInstanceOf(TransientError);
    await expect(rejection).rejects.toMatchObject({
      code: 'download_failed',
      message: `The server responded to the download with HTTP ${status}.`,
    });
  });

  it.each([404, 410])('of HTTP %d is the fault of its image alone', async (status) => {
    const rejection = await fetched(() => new Response('', { status })).catch((error: unknown) => error);
    expect(rejection).toMatchObject({ code: 'download_rejected', fault: 'item' });
    expect(rejection).not.toBeInstanceOf(UnexplainedRejection);
  });

  it.each([400, 401, 403, 499])('of HTTP %d may be that of all images', async (status) => {
    const rejection = fetched(() => new Response('', { status }));
    await expect(rejection).rejects.toBeInstanceOf(UnexplainedRejection);
    await expect(rejection).rejects.toMatchObject({ code: 'download_rejected', reason: String(status) });
  });
});

describe('no response', () => {
  it.each([
    [
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }),
      'ECONNRESET',
    ],
    [new TypeError('fetch failed for ?sig=hunter2', { cause: new Error('sig=hunter2') }), 'TypeError'],
    [new DOMException('', 'TimeoutError'), 'TimeoutError'],
    ['sig=hunter2', 'unknown error'],
  ])('may be one later: %s', async (error, reason) => {
    await expect(failing(error)).rejects.toMatchObject({
      fault: 'transient',
      code: 'download_failed',
      message: `The download failed: ${reason}.`,
    });
  });

  it('from a proxy is what the proxy says: of the image where it forbids its host', async () => {
    const from = (code: ConstructorParameters<typeof ProxyError>[0]) =>
      failing(new TypeError('fetch failed', { cause: new ProxyError(code, 'The proxy said so.') }));
    await expect(from('proxy_rejected')).rejects.toMatchObject({
      fault: 'item',
      code: 'download_rejected',
      message: 'The proxy said so.',
    });
    await expect(from('proxy_unavailable')).rejects.toMatchObject({
      fault: 'transient',
      code: 'proxy_unavailable',
      message: 'The proxy said so.',
    });
  });

  it('because of an abort has its reason, and our own errors stay as they are', async () => {
    const reason = new Error('enough');
    const stop = new AbortController();
    const aborting = (): Promise<never> => {
      stop.abort(reason);
      return Promise.reject(new DOMException('', 'AbortError'));
    };
    await expect(fetched(aborting, stop.signal)).rejects.toBe(reason);
    const own = new ItemError('url_rejected', 'no');
    await expect(failing(own)).rejects.toBe(own);
    const later = new TransientError('busy', 'later');
    await expect(failing(later)).rejects.toBe(later);
  });
});
