import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLatency, sampleLatency } from '../../src/emulator/server/latency.ts';
import { firstPart } from '../../src/emulator/server/multipart.ts';
import { selectPages } from '../../src/emulator/reading/page-range.ts';
import { parsePublishedIteration, parseSecrets } from '../../src/emulator/parse-pairs.ts';
import { seededRandom } from '../../src/flow/seeded-random.ts';
import { RateLimiter } from '../../src/emulator/server/rate-limiter.ts';
import { DEFAULT_RATES, parseRates } from '../../src/emulator/server/rates.ts';

describe('latencies', () => {
  it.each([
    ['200', { kind: 'fixed', ms: 200 }],
    ['fixed:1.5', { kind: 'fixed', ms: 1.5 }],
    ['uniform:100-500', { kind: 'uniform', min: 100, max: 500 }],
    ['lognormal:800,0.5', { kind: 'lognormal', median: 800, sigma: 0.5 }],
  ])('%s', (text, expected) => {
    expect(parseLatency(text)).toEqual(expected);
  });

  it.each(['', 'slow', 'uniform:5-1', 'fixed:-1', 'lognormal:800'])('%j is rejected', (text) => {
    expect(() => parseLatency(text)).toThrow(/--latency .* is not a distribution.*lognormal:800,0\.5/);
  });

  it('are drawn from their distribution, the same for the same seed', () => {
    const draw = (text: string, seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 2000 }, () => sampleLatency(parseLatency(text), random));
    };
    expect(draw('uniform:100-500', 1)).toEqual(draw('uniform:100-500', 1));
    expect(draw('uniform:100-500', 1)).not.toEqual(draw('uniform:100-500', 2));
    expect(draw('uniform:100-500', 1).every((ms) => ms >= 100 && ms <= 500)).toBe(true);
    const median = draw('lognormal:800,0.5', 3).toSorted((a, b) => a - b)[1000] ?? 0;
    expect(median).toBeGreaterThan(760);
    expect(median).toBeLessThan(840);
  });
});

describe('rates', () => {
  it('are given per budget, by second or minute, or taken off', () => {
    expect(parseRates(['read=7', 'image-analysis=20/min', 'custom-vision=off'])).toEqual({
      read: { calls: 7, periodMs: 1000 },
      'image-analysis': { calls: 20, periodMs: 60_000 },
      'custom-vision': null,
    });
    expect(new Set(Object.values(parseRates(['off'])))).toEqual(new Set([null]));
  });

  it.each(['read', 'read=0', 'reed=5', 'read=5/h'])('%s is rejected', (text) => {
    expect(() => parseRates([text])).toThrow(/is not a rate.*Budgets: read,/);
  });

  it('no window of one period holds more calls than the rate', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (gaps, calls) => {
        let now = 0;
        const clock = { now: () => now, after: () => () => {} };
        const rates = { ...DEFAULT_RATES.S1, read: { calls, periodMs: 1000 } };
        const limiter = new RateLimiter(rates, clock);
        const taken: number[] = [];
        for (const gap of gaps) {
          now += gap * 100;
          if (limiter.take('read') === 0) taken.push(now);
        }
        return taken.every(
          (start) => taken.filter((time) => time >= start && time < start + 1000).length <= calls,
        );
      }),
    );
  });

  it('after the wait that it names, a call is free', () => {
    let now = 0;
    const clock = { now: () => now, after: () => () => {} };
    const limiter = new RateLimiter({ ...DEFAULT_RATES.S1, read: { calls: 1, periodMs: 1000 } }, clock);
    expect(limiter.take('read')).toBe(0);
    now = 300;
    expect(limiter.take('read')).toBe(700);
    now = 1000;
    expect(limiter.take('read')).toBe(0);
  });
});

describe('page ranges', () => {
  it.each([
    [null, [1, 2, 3, 4, 5]],
    ['3', [3]],
    ['1-2,5', [1, 2, 5]],
    ['4-', [4, 5]],
    ['-2', [1, 2]],
    ['5,1', [1, 5]],
    ['6', null],
    ['3-2', null],
    ['0', null],
    ['a', null],
    ['1,,2', null],
  ])('%s of five pages is %j', (pages, expected) => {
    expect(selectPages(pages, 5)).toEqual(expected);
  });
});

describe('multipart', () => {
  it('finds the first part, binary bytes and line ends included', () => {
    const content = Buffer.from([0, 13, 10, 45, 45, 255]);
    const head = '--b\r\nContent-Disposition: form-data; name="imageData"\r\n\r\n';
    const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]);
    expect(firstPart(body, 'multipart/form-data; boundary=b')).toEqual(content);
    expect(firstPart(body, 'multipart/form-data; boundary="b"')).toEqual(content);
    expect(firstPart(body, 'multipart/form-data; boundary=c')).toBeNull();
    expect(firstPart(body, 'multipart/form-data')).toBeNull();
  });
});

describe('command line pairs', () => {
  it('a secret is NAME=VALUE, or NAME for the URL and key', () => {
    expect(parseSecrets(['a=b=c', 'readapisecret'])).toEqual({
      a: 'b=c',
      readapisecret: '{"endpoint":"{url}","key":"{key}"}',
    });
    expect(() => parseSecrets(['my_secret=hidden'])).toThrow(
      /--secret "my_secret" is not a secret name(?!.*hidden)/,
    );
  });

  it('an iteration is PROJECT_ID/PUBLISHED_NAME', () => {
    const project = '11111111-2222-3333-4444-555555555555';
    expect(parsePublishedIteration(`${project}/plates`)).toEqual({ project, name: 'plates' });
    expect(() => parsePublishedIteration('plates')).toThrow(/is not PROJECT_ID\/PUBLISHED_NAME/);
  });
});
