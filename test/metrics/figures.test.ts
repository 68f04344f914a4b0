import { describe, expect, it } from 'vitest';
import type { EventName, WorkerEvents } from '../../src/metrics/channels.ts';
import type { CountTree } from '../../src/metrics/count-tree.ts';
import { toFigures } from '../../src/metrics/figures.ts';
import { FOLDS } from '../../src/metrics/fold-event.ts';
import { knownSecrets } from '../../src/redaction/known-secrets.ts';

function figuresOf(...events: readonly (() => readonly [EventName, object])[]) {
  const counts: CountTree = {};
  for (const event of events) {
    const [name, fields] = event();
    (FOLDS[name] as (counts: CountTree, event: object) => void)(counts, fields);
  }
  return toFigures(counts);
}

const request = (fields: Partial<WorkerEvents['request']>) => () =>
  [
    'request',
    {
      service: 'The Read API at name.cognitiveservices.azure.com',
      budget: 'submit',
      outcome: 'accepted',
      mayBeBilled: false,
      durationMs: 100,
      ...fields,
    },
  ] as const;

describe('transactions', () => {
  it.each([
    ['an accepted submit', [request({})], 1, 0],
    ['one that is accepted after a retry', [request({ outcome: 'over_rate' }), request({})], 1, 0],
    ['two that are accepted', [request({}), request({})], 2, 0],
    ['a poll', [request({ budget: 'result' })], 0, 0],
    ['a submit whose response is lost', [request({ outcome: 'failed', mayBeBilled: true })], 0, 1],
    ['a rejected image', [request({ outcome: 'failed' })], 0, 0],
    ['a document of three pages', [request({}), () => ['reading', { pages: 3 }] as const], 3, 0],
    ['a document without a page', [request({}), () => ['reading', { pages: 0 }] as const], 1, 0],
  ])('of %s', (_, events, billed, uncertain) => {
    expect(figuresOf(...events)).toMatchObject({
      billed_transactions: billed,
      uncertain_transactions: uncertain,
    });
  });
});

it('tells requests, rejections and waits by service and budget', () => {
  const wait = { service: 'The Read API at a', budget: 'submit', reason: 'turn', durationMs: 1500 };
  const figures = figuresOf(
    request({}),
    request({ outcome: 'over_rate' }),
    request({ budget: 'result', durationMs: 20 }),
    request({ service: 'Custom Vision at b', outcome: 'failed' }),
    () => ['wait', wait],
    () => ['wait', { ...wait, reason: 'retry', durationMs: 250 }],
  );
  expect(figures).toMatchObject({
    requests: 4,
    share_429: 0.25,
    wait_turn_s: 1.5,
    wait_retry_s: 0.25,
    'requests.read_api.submit': 2,
    'requests.read_api.submit.429': 1,
    'requests.read_api.submit.wait_s': 1.75,
    'requests.read_api.result': 1,
    'requests.custom_vision.submit.failed': 1,
  });
  expect(figures['requests.read_api.submit_p50_ms']).toBeCloseTo(100, -1);
  expect(figures['requests.read_api.result_p99_ms']).toBeCloseTo(20, 0);
});

it('names each code in the characters that MLflow takes, without secrets, and at most forty', () => {
  knownSecrets.add('sesame-open-8472');
  const failed = (code: string) => () => ['item', { outcome: 'failed', code, durationMs: 1 }] as const;
  expect(
    Object.keys(figuresOf(failed('Ünknown: "x"'), failed('sesame-open-8472'), failed('__proto__'))),
  ).toEqual(expect.arrayContaining(['failed.nknown_x', 'failed.secret', 'failed.proto']));
  const many = figuresOf(...Array.from({ length: 100 }, (_, index) => failed(`code${index}`)));
  const codes = Object.entries(many).filter(([name]) => name.startsWith('failed.'));
  expect(codes).toHaveLength(41);
  expect(codes.reduce((sum, [, count]) => sum + count, 0)).toBe(100);
});
