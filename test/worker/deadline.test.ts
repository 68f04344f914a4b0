import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Attempts } from '../../src/batch/attempts.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import type { ItemError } from '../../src/contract/errors.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { pacedFlow } from '../../src/flow/paced-flow.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { sleep } from '../../src/flow/sleep.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { tableWatch } from '../../src/images/table-watch.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { withinImageLimit } from '../../src/ocr/azure/image-scope.ts';
import { operationReader } from '../../src/ocr/azure/operation-reader.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { noMetadata } from '../../src/rows/metadata.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { runMiniBatch } from '../../src/worker/run-mini-batch.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { contentOf, readingOf } from '../support/items.ts';

interface Case {
  readonly images: number;
  readonly perSecond: number;
  readonly latencyMs: number;
  readonly uploadMs: number;
  readonly seconds: number;
  readonly kept: boolean;
  readonly maxTry?: number;
}

/** A mini-batch in all its attempts, as AML makes them, on one service in simulated time. */
function simulatedRun({ images, perSecond, latencyMs, uploadMs, seconds, kept, maxTry = 3 }: Case) {
  const clock = new ManualClock();
  const submits = new Map<string, number>();
  const requests: number[] = [];
  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const ids = new Map<string, string>();
  const readings = new Map<string, string>();
  const endsAt = new Map<string, number>();
  const published = { kind: 'per-second', requests: perSecond } as const;
  const plan = { published, stated: perSecond, processes: 1 };
  const flow = pacedFlow([{ budgets: ['submit', 'result'], plan }], { clock, random: () => 0 });
  const config = { endpoint: 'https://test', auth: { kind: 'none' }, flow, logger: silentLogger } as const;
  const memory = (sha256: string) => ({
    recall: () => Promise.resolve(ids.get(sha256) ?? null),
    remember: (id: string) => void ids.set(sha256, id),
    forget: () => void ids.delete(sha256),
  });
  const read = operationReader<string>(
    {
      async submit(bytes) {
        const id = bytes.toString();
        requests.push(clock.now());
        submits.set(id, (submits.get(id) ?? 0) + 1);
        await pause(uploadMs);
        endsAt.set(id, clock.now() + latencyMs);
        return { id, retryAfterMs: null };
      },
      poll(id) {
        requests.push(clock.now());
        const ended = clock.now() >= (endsAt.get(id) ?? Infinity);
        return Promise.resolve(
          ended ? { state: 'succeeded', value: id } : { state: 'running', retryAfterMs: null },
        );
      },
    },
    { ...config, ...(kept && { operations: memory }) },
    'test',
  );
  const engine: Pick<OcrEngine, 'read'> = {
    read: async (image, outer) => {
      const stored = kept ? readings.get(image.key) : undefined;
      const text = stored ?? (await withinImageLimit(config, outer, (scope) => read(image, scope)));
      readings.set(image.key, text);
      return readingOf(text);
    },
  };
  return attemptsAt({ clock, engine, images, seconds, kept, maxTry, submits, requests });
}

interface Run {
  readonly clock: ManualClock;
  readonly engine: Pick<OcrEngine, 'read'>;
  readonly images: number;
  readonly seconds: number;
  readonly kept: boolean;
  readonly maxTry: number;
  readonly submits: ReadonlyMap<string, number>;
  readonly requests: readonly number[];
}

async function attemptsAt({ clock, engine, images, seconds, kept, maxTry, submits, requests }: Run) {
  const failed: { readonly error: ItemError }[] = [];
  const tools = {
    options: parseArguments(
      ['--engine', 'offline', '--run_invocation_timeout', String(seconds), '--run_max_try', String(maxTry)],
      {},
    ),
    metadataOf: noMetadata,
    checkTable: tableWatch(),
    engine,
    load: async (item: Parameters<typeof contentOf>[0]) => ({
      ...contentOf(item),
      sha256: item.key,
      bytes: Buffer.from(item.key),
    }),
    slots: { images: createSlots(16), bytes: new ByteBudget(1e6), items: createSlots(1000) },
    watch: new RejectionWatch(),
    suspects: new Suspects(noStore, '', silentLogger),
    attempts: new Attempts({ folder: null, runId: '', maxAttempts: maxTry, clock, store: noStore }),
    failedItems: { path: '', append: async (all: typeof failed) => void failed.push(...all) },
    logger: silentLogger,
    now: () => clock.now(),
    clock,
    kept,
  };
  const paths = Array.from({ length: images }, (_, index) => `/in/${index}.png`);
  const attempts: { readonly took: number; readonly lastRequest: number; readonly error: Error | null }[] =
    [];
  let rows: readonly string[] = [];
  for (let number = 1; number <= maxTry; number += 1) {
    const start = clock.now();
    let took = Number.NaN;
    let error: Error | null = null;
    const run = runMiniBatch(paths, null, tools as never, neverAborted)
      .then((given) => void (rows = given))
      .catch((thrown: unknown) => void (error = thrown as Error))
      .finally(() => void (took = clock.now() - start));
    await clock.elapse(seconds * 1000);
    await run;
    attempts.push({ took, lastRequest: Math.max(0, ...requests.map((at) => at - start)), error });
    if (error === null) break;
    expect(error).toMatchObject({ fault: 'transient', code: 'run_timeout' });
  }
  return {
    rows,
    failed,
    attempts,
    billed: [...submits.values()].reduce((sum, count) => sum + count, 0),
    submits,
  };
}

const SLOW = { images: 60, perSecond: 20, latencyMs: 22_000, uploadMs: 50, seconds: 10 } as const;

it('reads and pays for each image once when its mini-batch needs three attempts', async () => {
  const { rows, billed, attempts } = await simulatedRun({ ...SLOW, kept: true });
  expect({ rows: rows.length, billed, attempts: attempts.length }).toEqual({
    rows: 60,
    billed: 60,
    attempts: 3,
  });
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
    engine: { read },
    images: 100,
    seconds: 3,
    kept: true,
    maxTry: 3,
    submits: new Map<string, number>(),
    requests: [],
  });
  expect({ rows: rows.length, attempts: attempts.length }).toEqual({ rows: 96, attempts: 3 });
  expect(failed.map(({ error }) => error.message)).toEqual(
    Array.from(
      { length: 4 },
      () =>
        'The image was not read in the 3 s of its mini-batch (run_invocation_timeout). This was attempt 3 of 3.',
    ),
  );
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
        kept: fc.boolean(),
        maxTry: fc.integer({ min: 1, max: 3 }),
      }),
      async (of) => {
        const { rows, failed, attempts, submits } = await simulatedRun(of);
        const allowed = 1000 * of.seconds;
        for (const { took, lastRequest } of attempts) {
          expect(took).toBeLessThanOrEqual(allowed - Math.min(1000, allowed / 10));
          expect(lastRequest).toBeLessThanOrEqual(took);
        }
        expect(rows.length + failed.length).toBe(of.images);
        expect(Math.max(0, ...submits.values())).toBeLessThanOrEqual(of.kept ? 1 : attempts.length);
      },
    ),
    { numRuns: 40 },
  );
});
