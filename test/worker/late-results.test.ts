import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ManualClock } from '../flow/manual-clock.ts';
import { until } from '../support/until.ts';
import { paidRuns } from './support/paid-runs.ts';

/** On the emulator's clock. */
const LATENCY = { kind: 'fixed', ms: 60_000 } as const;

it('pays once for readings of image-analysis that come after their mini-batch was aborted', async ({
  onTestFinished,
}) => {
  const clock = new ManualClock();
  const { emulator, work, images } = await paidRuns(onTestFinished, { clock, latency: LATENCY });
  const stop = new AbortController();
  const requests = (): number => emulator.stats().operations['image-analysis.analyze']?.requests ?? 0;
  await work(['--engine', 'image-analysis'], async (run) => {
    const aborted = run(images, stop.signal);
    await until(() => requests() === 3);
    stop.abort(new Error('another image failed'));
    await expect(aborted).rejects.toThrow('another image failed');
    const again = run(images);
    const rows = await elapsingUntil(clock, again);
    expect(rows.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });
  expect(emulator.stats()).toMatchObject({ billed_pages: 3, billed_twice: [] });
});

it('pays once for detections that come after their mini-batch was aborted', async ({ onTestFinished }) => {
  const clock = new ManualClock();
  const { emulator, work, images, plates } = await paidRuns(onTestFinished, { clock, latency: LATENCY });
  const stops = [new AbortController(), new AbortController()];
  const requestsOf = (operation: string): number => emulator.stats().operations[operation]?.requests ?? 0;
  await work(plates, async (run) => {
    const aborted = run(images, stops[0]?.signal);
    await until(() => requestsOf('custom-vision.detect-nostore') === 3);
    stops[0]?.abort(new Error('another image failed'));
    await expect(aborted).rejects.toThrow('another image failed');
    const again = run(images, stops[1]?.signal);
    await elapsingUntil(
      clock,
      until(() => requestsOf('read.submit') > 0),
    );
    stops[1]?.abort(new Error('seen enough'));
    await expect(again).rejects.toThrow('seen enough');
  });
  expect(requestsOf('custom-vision.detect-nostore')).toBe(3);
});

/** The emulator begins to wait some time after a request has come. */
async function elapsingUntil<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  const state = { settled: false };
  const result = promise.finally(() => (state.settled = true));
  result.catch(() => {});
  while (!state.settled) {
    await clock.elapse(LATENCY.ms);
    await nextTurn();
  }
  return result;
}
