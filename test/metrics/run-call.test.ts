import { expect, it } from 'vitest';
import { parseMetricsRecord } from '../../src/metrics/metrics-record.ts';
import { isRunCall, toRunCall } from '../../src/metrics/run-call.ts';

const COUNTS = {
  mini_batches: { raised: 1 },
  errors: { service_busy: 1 },
  items: { read: 2, failed: 1 },
  failures: { '429': 7 },
  run_ms: 1500,
  requests: {
    read_api: {
      submit: { accepted: 3, over_rate: 2, turn_ms: 250, retry_ms: 1000 },
      result: { over_rate: 1 },
    },
  },
};
const CALL = toRunCall(COUNTS, 7, new Date(0));

it('is what one call of run() counted', () => {
  expect(CALL).toEqual({
    minibatch_index: 7,
    started_at: '1970-01-01T00:00:00.000Z',
    run_s: 1.5,
    items: 3,
    failed: 1,
    error: 'service_busy',
    requests: 6,
    over_rate: 3,
    wait_s: 1.25,
  });
  expect(toRunCall({}, null, new Date(0))).toMatchObject({ minibatch_index: null, error: null, items: 0 });
});

const BROKEN = [
  null,
  'call',
  { ...CALL, error: undefined },
  { ...CALL, run_s: -1 },
  { ...CALL, run_s: '1' },
  { ...CALL, wait_s: null },
  { ...CALL, started_at: 'yesterday' },
  { ...CALL, minibatch_index: {} },
  { ...CALL, error: 3 },
];

it.each(BROKEN)('%j is none', (value) => {
  expect(isRunCall(value)).toBe(false);
});

it('is read from a record, of which those that are none, or all, may be missing', () => {
  const record = { version: 1, process: 'p', counts: {} };
  const callsOf = (calls: unknown) => parseMetricsRecord(JSON.stringify({ ...record, calls }))?.calls;
  expect(callsOf([CALL, ...BROKEN])).toEqual([CALL]);
  expect(callsOf(undefined)).toEqual([]);
  expect(callsOf({})).toEqual([]);
});
