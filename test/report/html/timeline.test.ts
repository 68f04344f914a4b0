import { describe, expect, it } from 'vitest';
import { toFigures } from '../../../src/metrics/figures.ts';
import type { MetricsRecord } from '../../../src/metrics/metrics-record.ts';
import type { RunCall } from '../../../src/metrics/run-call.ts';
import { MAX_LANES, timelineOf } from '../../../src/report/html/timeline.ts';
import { timelineFigure } from '../../../src/report/html/timeline-figure.ts';

const BEGIN = Date.parse('2026-01-01T10:00:00.000Z');

/** A call that begins so many seconds later. */
function callAt(seconds: number, changes: Partial<RunCall> = {}): RunCall {
  return {
    minibatch_index: seconds,
    started_at: new Date(BEGIN + 1000 * seconds).toISOString(),
    run_s: 1,
    items: 3,
    failed: 0,
    error: null,
    requests: 0,
    over_rate: 0,
    wait_s: 0,
    ...changes,
  };
}

function recordOf(process: string, calls: readonly RunCall[], ended = calls.length): MetricsRecord {
  const counts = { mini_batches: { returned: ended } };
  const time = new Date(BEGIN).toISOString();
  const figures = toFigures(counts);
  return { version: 1, process, engine: 'read', started_at: time, updated_at: time, figures, counts, calls };
}

describe('the timeline', () => {
  it('is none without a call', () => {
    expect(timelineOf([])).toBeNull();
    expect(timelineOf([recordOf('a', [], 5)])).toBeNull();
  });

  it('begins with the first call of all processes and ends with the last', () => {
    const timeline = timelineOf([
      recordOf('a', [callAt(5, { run_s: 2 })]),
      recordOf('b', [callAt(2), callAt(3)], 7),
    ]);
    expect(timeline).toMatchObject({
      startedAt: '2026-01-01T10:00:02.000Z',
      lengthMs: 5000,
      processes: 2,
      forgotten: 5,
      raised: 0,
    });
    expect(timeline?.lanes.map(({ process, calls }) => [process, calls.map(({ fromMs }) => fromMs)])).toEqual(
      [
        ['b', [0, 1000]],
        ['a', [3000]],
      ],
    );
  });

  it('numbers the attempts at a mini-batch, in whatever process', () => {
    const timeline = timelineOf([
      recordOf('a', [callAt(9, { minibatch_index: 4 }), callAt(1, { minibatch_index: null })]),
      recordOf('b', [callAt(3, { minibatch_index: 4, error: 'x' }), callAt(2, { minibatch_index: null })]),
    ]);
    expect(timeline?.raised).toBe(1);
    expect(timeline?.notable.map((call) => [call.minibatch_index, call.attempt, call.error])).toEqual([
      [null, 1, null],
      [null, 1, null],
      [4, 1, 'x'],
      [4, 2, null],
    ]);
  });

  it('shares waits and 429s among the parts of the time of their call', () => {
    const timeline = timelineOf([
      recordOf('a', [
        callAt(0, { run_s: 50, over_rate: 50, wait_s: 5 }),
        callAt(90, { run_s: 10, over_rate: 3 }),
      ]),
    ]);
    const sum = (values: readonly number[] = []) => values.reduce((total, value) => total + value, 0);
    expect(sum(timeline?.overRate)).toBeCloseTo(53);
    expect(sum(timeline?.waits)).toBeCloseTo(5);
    expect(timeline?.overRate.slice(0, 3)).toEqual([50 / 26, 50 / 26, 50 / 26]);
    expect(timeline?.overRate[30]).toBe(0);
  });

  it('lists those that raised and the slowest, not all', () => {
    const calls = Array.from({ length: 100 }, (_, index) =>
      callAt(index, { run_s: index === 50 ? 9 : 1, error: index === 70 ? 'x' : null }),
    );
    const timeline = timelineOf([recordOf('a', calls)]);
    const listed = timeline?.notable.map(({ minibatch_index: index }) => index);
    expect(listed).toHaveLength(6);
    expect(listed).toEqual(expect.arrayContaining([50, 70]));
  });
});

describe('its figure', () => {
  const draw = (...records: readonly MetricsRecord[]) => timelineFigure(timelineOf(records)!).source;

  it('has a bar for each call, and says what it was', () => {
    const source = draw(recordOf('a', [callAt(0), callAt(1, { error: 'busy', over_rate: 2, wait_s: 90 })]));
    expect(source.match(/class="returned"/g)).toHaveLength(1);
    expect(source).toContain(
      'mini-batch 1, attempt 1: 3 items in 1.0 s; busy; 2 requests rejected (429); waits of 1 min 30 s',
    );
    expect(source).toContain('aria-label="a: 2 calls, 1 raised"');
    expect(source).toContain('aria-label="rejected (429): 2 in all');
  });

  it('leaves out waits and 429s where there were none', () => {
    expect(draw(recordOf('a', [callAt(0)]))).not.toMatch(/waits of requests|rejected/);
  });

  it('is readable with hundreds of processes, and says what it does not show', () => {
    const source = draw(
      ...Array.from({ length: 300 }, (_, index) => recordOf(`p${index}`, [callAt(index)], 2)),
    );
    expect(source.match(/class="soft lane-name" title/g)).toHaveLength(MAX_LANES);
    expect(source).toContain('the first 12 of 300 processes, without 300 earlier calls');
  });

  it('keeps every bar within the drawing, also of calls of no time', () => {
    const source = draw(recordOf('a', [callAt(0, { run_s: 0 }), callAt(1000, { run_s: 0 })]));
    const bars = [...source.matchAll(/ x="([\d.]+)"\s+y="2"\s+width="([\d.]+)"/g)];
    expect(bars.map(([, x, width]) => [Number(x), Number(width)])).toEqual([
      [0, 2],
      [998, 2],
    ]);
    expect(draw(recordOf('a', [callAt(0, { run_s: 0 })]))).not.toContain('NaN');
  });

  it('shows hostile names as text', () => {
    const hostile = '"><script>alert(1)</script>';
    const source = draw(recordOf(hostile, [callAt(0, { minibatch_index: hostile, error: hostile })]));
    expect(source).not.toContain('<script>');
  });
});
