import { describe, expect, it } from 'vitest';
import { serviceError } from '../../../src/ocr/azure/service-error.ts';
import { RetryableError } from '../../../src/flow/retryable-error.ts';

const NOW = Date.UTC(2026, 10, 23);
const errorOf = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  serviceError(
    { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) },
    'The Read API',
    NOW,
  );
const wrapped = (code: string, inner?: string) => ({
  error: {
    code,
    message: 'outer',
    ...(inner === undefined ? {} : { innererror: { code: inner, message: 'inner' } }),
  },
});

describe('serviceError', () => {
  it.each([
    ['flat', 400, { code: 'InvalidImageSize', message: 'Too large.', requestId: 'r' }, 'InvalidImageSize'],
    ['wrapped', 400, wrapped('InvalidRequest', 'InvalidImageDimension'), 'InvalidImageDimension'],
    ['wrapped without an inner code', 400, wrapped('InvalidRequest'), 'InvalidRequest'],
    ['flat with 415', 415, { code: 'UnsupportedMediaType', message: 'm' }, 'UnsupportedMediaType'],
    ['with an empty body', 400, '', 'http_400'],
    ['with an HTML body', 413, '<html><h1>Request Entity Too Large</h1></html>', 'http_413'],
  ])('takes a rejection %s for the image’s own', (_, status, body, code) => {
    expect(errorOf(status, body)).toMatchObject({ fault: 'item', code });
  });

  it.each([
    ['429', 429, { error: { code: '429', message: 'Please retry after 55 seconds.' } }, 55_000],
    ['500 with JSON', 500, wrapped('InternalServerError'), null],
    ['502 with HTML', 502, '<html>Bad Gateway</html>', null],
    ['503 without a body', 503, '', null],
    ['409', 409, { error: { code: 'Conflict', message: 'Not now.' } }, null],
    ['a 400 that blames the storage', 400, { code: 'StorageException', message: 'm' }, null],
  ])('takes %s for passing', (_, status, body, retryAfterMs) => {
    const error = errorOf(status, body);
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs });
  });

  it('lets the header of a 429 win over its text', () => {
    const body = { error: { code: '429', message: 'Please retry after 55 seconds.' } };
    expect(errorOf(429, body, { 'retry-after': '3' })).toMatchObject({ retryAfterMs: 3000 });
  });

  it.each([
    [
      '401 of the gateway',
      401,
      { error: { code: '401', message: 'Access denied due to invalid subscription key' } },
      'key_rejected',
    ],
    ['401 in the gateway’s other shape', 401, { statusCode: 401, message: 'Access denied' }, 'key_rejected'],
    [
      '403',
      403,
      { error: { code: '403', message: 'Access denied due to Virtual Network.' } },
      'access_denied',
    ],
    ['402', 402, '', 'access_denied'],
  ])('takes %s for a rejected key, and says what to check', (_, status, body, code) => {
    const error = errorOf(status, body);
    expect(error).toMatchObject({ name: 'KeyRejectedError', fault: 'transient', code });
    expect(error.message).toContain('Check');
  });

  it.each([
    ['403', 403, 'Out of call volume quota for ComputerVision F0 pricing tier. Please retry after 15 days.'],
    ['429', 429, 'Out of call volume quota. Quota will be replenished in 2.11:22:33.'],
  ])('takes %s with a quota of days for the end of the attempt', (_, status, message) => {
    const error = errorOf(status, { error: { code: String(status), message } });
    expect(error).not.toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({ fault: 'transient', code: 'quota_exhausted' });
    expect(error.message).toContain('Azure portal');
  });

  it.each([
    ['', {}, null],
    ['Please retry after 55 seconds.', {}, 55_000],
    ['', { 'retry-after': '7' }, 7000],
  ])('takes 429 %j %j for a rate', (message, headers, retryAfterMs) => {
    const error = errorOf(429, { error: { code: '429', message } }, headers);
    expect(error).toMatchObject({ code: '429', overRate: true, retryAfterMs });
  });

  it.each([
    ['an unknown path', 404, { error: { code: '404', message: 'Resource not found' } }, 'not_found'],
    ['a redirect', 302, '', 'http_302'],
    ['a language', 400, { code: 'NotSupportedLanguage', message: 'm' }, 'NotSupportedLanguage'],
    [
      'an unpublished iteration',
      400,
      { code: 'BadRequestIterationNotPublished', message: 'm' },
      'BadRequestIterationNotPublished',
    ],
  ])('takes %s for our setup', (_, status, body, code) => {
    expect(errorOf(status, body)).toMatchObject({ fault: 'configuration', code });
  });

  it('keeps a message on one line and short', () => {
    const { message } = errorOf(400, {
      code: 'InvalidImage',
      message: `a\n\u2028b\u0000${'x'.repeat(5000)}`,
    });
    expect(message).toMatch(/^The Read API returned HTTP 400 InvalidImage: a b x+$/);
    expect(message.length).toBeLessThan(400);
  });
});
