import { describe, expect, it } from 'vitest';
import { Suspects } from '../../src/batch/suspects.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { Attempts } from '../../src/batch/attempts.ts';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { createSlots } from '../../src/flow/slots.ts';
import type { TimeScope } from '../../src/flow/time-scope.ts';
import { tableWatch } from '../../src/images/table-watch.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { noMetadata } from '../../src/rows/metadata.ts';
import { runMiniBatch } from '../../src/worker/run-mini-batch.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { contentOf, readingOf } from '../support/items.ts';

/** Runs one image with AML's arguments, on an engine that reads as `read` does. */
function run(amlArguments: string, read: OcrEngine['read'], signal = neverAborted) {
  const clock = new ManualClock();
  const tools = {
    options: parseArguments(['--engine', 'offline', ...amlArguments.split(' ')], {}),
    metadataOf: noMetadata,
    checkTable: tableWatch(),
    engine: { read },
    load: async (item: Parameters<typeof contentOf>[0]) => contentOf(item),
    slots: { images: createSlots(1), bytes: new ByteBudget(1000), items: createSlots(1) },
    watch: new RejectionWatch(),
    suspects: new Suspects(noStore, '', silentLogger),
    attempts: new Attempts({ folder: null, runId: '', maxAttempts: 3, clock, store: noStore }),
    failedItems: null,
    logger: silentLogger,
    now: () => clock.now(),
    clock,
    kept: false,
  };
  return { startedAt: clock.now(), rows: runMiniBatch(['/in/a.png'], null, tools, signal) };
}

describe('the time of a mini-batch', () => {
  it.each([
    ['--run_invocation_timeout 60 --task_overhead_timeout 120', 59, 99],
    ['--run_invocation_timeout 60', 59, 69],
    ['--run_invocation_timeout 5', 4.5, 14.5],
    ['--run_max_try 3', Infinity, Infinity],
  ])('with %s: submits end after %s seconds, all else after %s', async (amlArguments, submits, all) => {
    const scopes: TimeScope[] = [];
    const { startedAt, rows } = run(amlArguments, async (_, scope) => {
      scopes.push(scope);
      return readingOf('text');
    });
    expect(await rows).toHaveLength(1);
    const [scope] = scopes;
    const after = [scope?.submitBy, scope?.endsAt, scope?.deadline].map((time = 0) => time - startedAt);
    expect(after).toEqual([submits * 1000, all * 1000, all * 1000]);
  });

  it('ends at once when the host goes away, however much is left', async () => {
    const host = new AbortController();
    const { rows } = run(
      '--run_invocation_timeout 60',
      (_, { signal }) =>
        new Promise((__, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          host.abort(new Error('host gone'));
        }),
      host.signal,
    );
    await expect(rows).rejects.toThrow('host gone');
  });
});
