import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/flow/retry-after.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const parse = (headers: Record<string, string>, text = ''): number | null =>
  parseRetryAfter((name) => headers[name], text, NOW);

describe('parseRetryAfter', () => {
  it.each([
    ['seconds', { 'retry-after': '38' }, '', 38_000],
    ['a fraction of seconds', { 'retry-after': '0.5' }, '', 500],
    ['retry-after-ms', { 'retry-after-ms': '250' }, '', 250],
    ['x-ms-retry-after-ms', { 'x-ms-retry-after-ms': '1200' }, '', 1200],
    ['an HTTP date to come', { 'retry-after': 'Mon, 23 Nov 2026 12:00:07 GMT' }, '', 7000],
    ['an HTTP date gone by', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, '', 0],
    [
      'the text of an F0 429',
      {},
      'call rate limit of your current ComputerVision F0 pricing tier. Please retry after 55 seconds.',
      55_000,
    ],
    ['the text of an S1 429', {}, 'Please retry after 1 second. To increase your rate limit', 1000],
    ['milliseconds in the text', {}, 'Retry after 300 milliseconds', 300],
    ['nothing', {}, 'Too many requests', null],
    ['a header that is not a wait', { 'retry-after': 'soon' }, '', null],
    ['a negative number', { 'retry-after': '-5' }, '', null],
  ])('understands %s', (_, headers, text, expected) => {
    expect(parse(headers, text)).toBe(expected);
  });

  it('lets milliseconds win over seconds, and headers over the text', () => {
    const text = 'retry after 9 seconds';
    expect(parse({ 'retry-after': '3', 'retry-after-ms': '2500' }, text)).toBe(2500);
    expect(parse({ 'retry-after': '3' }, text)).toBe(3000);
    expect(parse({ 'retry-after': '?' }, text)).toBe(9000);
  });

  it('gives null or a wait that is not negative, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, text) => {
        const wait = parse({ 'retry-after': header }, text);
        expect(wait === null || (Number.isFinite(wait) && wait >= 0)).toBe(true);
      }),
    );
  });
});
