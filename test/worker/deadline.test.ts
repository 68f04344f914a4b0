import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sleep } from '../../src/flow/sleep.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { readingOf } from '../support/items.ts';
import { attemptsAt, simulatedRun } from './simulated-attempts.ts';
import { numbersFrom } from '../support/numbers-from.ts';

const SLOW = {
  images: 60,
  perSecond: 20,
  latencyMs: 22_000,
  uploadMs: 50,
  seconds: 10,
  overhead: 1,
} as const;

it('reads and pays for each image once when its mini-batch needs three attempts', async () => {
  const { rows, billed, attempts } = await simulatedRun({ ...SLOW, kept: true });
  expect({ rows: rows.length, billed, attempts: attempts.length }).toEqual({
    rows: 60,
    billed: 60,
    attempts: 3,
  });
});

it.each([false, true])(
  'does so where 30 s are needed and each attempt has 10 (other processes: %s)',
  async (elsewhere) => {
    const needs30 = { ...SLOW, images: 100, latencyMs: 20_000, overhead: 3, elsewhere };
    const { rows, billed } = await simulatedRun({ ...needs30, kept: true });
    expect({ rows: rows.length, billed }).toEqual({ rows: 100, billed: 100 });
  },
);

it('reads and pays for each image once whenever the rate and the latency leave the time for it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        perSecond: fc.integer({ min: 5, max: 30 }),
        latencyMs: fc.integer({ min: 100, max: 22_000 }),
        jitter: numbersFrom(0, 0.2),
        elsewhere: fc.boolean(),
      }),
      numbersFrom(0.2, 1),
      async (of, load) => {
        // Each attempt ends a second early, and a submit takes its time.
        const seconds = 27 - 1.5 - (of.latencyMs / 1000) * (1 + of.jitter);
        const images = Math.max(1, Math.floor((load * seconds * of.perSecond) / 2));
        const { rows, billed } = await simulatedRun({ ...SLOW, ...of, overhead: 1, images, kept: true });
        expect({ rows: rows.length, billed }).toEqual({ rows: images, billed: images });
      },
    ),
    { numRuns: 15 },
  );
});

it('submits until the response would come too late, where the next attempt goes on', async () => {
  const { rows, billed, attempts } = await simulatedRun({
    ...SLOW,
    images: 250,
    latencyMs: 1000,
    kept: true,
  });
  expect({ rows: rows.length, billed }).toEqual({ rows: 250, billed: 250 });
  expect(attempts[0]?.error?.message).toContain('The next attempt goes on from there.');
  expect(attempts).toHaveLength(3);
});

it('returns what is read in the last attempt, and pays for nothing that it cannot read', async () => {
  const { rows, failed, billed } = await simulatedRun({
    ...SLOW,
    images: 250,
    latencyMs: 1500,
    kept: true,
    maxTry: 1,
  });
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.length + failed.length).toBe(250);
  expect(billed).toBe(rows.length);
  expect(failed[0]?.error).toMatchObject({ fault: 'item', code: 'run_timeout' });
  expect(failed[0]?.error.message).toContain('This was attempt 1 of 1.');
});

it('polls each image once more before the last attempt ends', async () => {
  const latencies = Array.from({ length: 28 }, (_, index) => 6000 + 100 * index);
  const found: number[] = [];
  for (const latencyMs of latencies) {
    const { rows } = await simulatedRun({ ...SLOW, images: 1, latencyMs, kept: false, maxTry: 1 });
    if (rows.length === 1) found.push(latencyMs);
  }
  expect(found).toEqual(latencies);
});

it('fails only the images that the service has no result for in the last attempt', async () => {
  const late = { ...SLOW, images: 20, latencyMs: 1500, kept: true, maxTry: 2 };
  const { rows, failed, billed, attempts } = await simulatedRun({
    ...late,
    broken: ['/in/3.png', '/in/7.png'],
  });
  expect({ rows: rows.length, billed, attempts: attempts.length }).toEqual({
    rows: 18,
    billed: 20,
    attempts: 2,
  });
  expect(failed.map(({ error }) => error.code)).toEqual(['run_timeout', 'run_timeout']);
});

it('keeps what an engine without submits has read, attempt by attempt', async () => {
  const clock = new ManualClock();
  const readings = new Set<string>();
  const read: OcrEngine['read'] = async ({ key }, { signal }) => {
    if (!readings.has(key)) await sleep(clock, 1000, signal);
    readings.add(key);
    return readingOf(key);
  };
  const { rows, failed, attempts } = await attemptsAt({
    clock,
    engineOf: () => ({ read }),
    overhead: 1,
    images: 150,
    seconds: 3,
    kept: true,
    maxTry: 3,
    submits: new Map<string, number>(),
    requests: [],
  });
  expect({ rows: rows.length, attempts: attempts.length }).toEqual({ rows: 144, attempts: 3 });
  expect(failed.map(({ error }) => error.message)).toEqual(
    Array.from(
      { length: 6 },
      () =>
        'The image was not read in the 3 s of its mini-batch (run_invocation_timeout). This was attempt 3 of 3.',
    ),
  );
});

it.each([
  ['that ends in the overhead, for any process', { ms: 4000, overhead: 30, elsewhere: true }],
  ['that ends after its attempt, for the next one', { ms: 12_000, overhead: 1, elsewhere: false }],
])('keeps the id of a submit that is slower than any before: one %s', async (_, { ms, ...of }) => {
  const late = { ...SLOW, ...of, images: 165, latencyMs: 1500, slowUploads: { images: 5, ms } };
  const { rows, billed, attempts } = await simulatedRun({ ...late, kept: true });
  expect({ rows: rows.length, billed }).toEqual({ rows: 165, billed: 165 });
  expect(attempts[0]?.took).toBeLessThan(9000 + (1000 * of.overhead) / 3 + 1);
});

it('ends in the overhead what the last attempt has submitted', async () => {
  const { rows, billed } = await simulatedRun({
    ...SLOW,
    overhead: 30,
    images: 120,
    latencyMs: 1500,
    kept: false,
    maxTry: 1,
  });
  expect({ rows: rows.length, billed }).toEqual({ rows: 120, billed: 120 });
});

it('says that nothing is kept without a store', async () => {
  const { attempts } = await simulatedRun({ ...SLOW, kept: false, maxTry: 2 });
  expect(attempts[0]?.error?.message).toContain('There is no store');
});

it('never waits past the deadline, and gives each image one outcome, whatever the service does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        images: fc.integer({ min: 1, max: 40 }),
        perSecond: fc.integer({ min: 1, max: 30 }),
        latencyMs: fc.integer({ min: 0, max: 20_000 }),
        uploadMs: fc.integer({ min: 0, max: 400 }),
        seconds: fc.integer({ min: 1, max: 12 }),
        overhead: fc.integer({ min: 1, max: 30 }),
        kept: fc.boolean(),
        maxTry: fc.integer({ min: 1, max: 3 }),
      }),
      async (of) => {
        const { rows, failed, attempts, submits } = await simulatedRun(of);
        const allowed = 1000 * of.seconds;
        for (const { took, lastSubmit, lastPoll } of attempts) {
          const submitBy = allowed - Math.min(1000, allowed / 10);
          expect(took).toBeLessThan(submitBy + (1000 * of.overhead) / 3 + 1);
          expect(lastSubmit + of.uploadMs).toBeLessThanOrEqual(submitBy);
          expect(lastPoll).toBeLessThanOrEqual(took);
        }
        expect(rows.length + failed.length).toBe(of.images);
        expect(Math.max(0, ...submits.values())).toBeLessThanOrEqual(of.kept ? 1 : attempts.length);
      },
    ),
    { numRuns: 40 },
  );
});
