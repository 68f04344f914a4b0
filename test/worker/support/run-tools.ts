import { Attempts } from '../../../src/batch/attempts.ts';
import { Suspects } from '../../../src/batch/suspects.ts';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import type { ItemError } from '../../../src/contract/errors.ts';
import { ByteBudget } from '../../../src/flow/byte-budget.ts';
import { RejectionWatch } from '../../../src/flow/rejection-watch.ts';
import { createSlots } from '../../../src/flow/slots.ts';
import { tableWatch } from '../../../src/images/table-watch.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { noMetadata } from '../../../src/rows/metadata.ts';
import { noStore } from '../../../src/store/reading-store.ts';
import type { ManualClock } from '../../flow/manual-clock.ts';
import { contentOf } from '../../support/items.ts';

interface Limits {
  /** `--run_invocation_timeout` and `--task_overhead_timeout`, seconds. */
  readonly seconds: number;
  readonly overhead: number;
  readonly maxTry: number;
}

/** What a worker has for its mini-batches but for the engine; the bytes of an image are its key. Failed items are collected. */
export function runTools(clock: ManualClock, { seconds, overhead, maxTry }: Limits, kept: boolean) {
  const timeouts = ['--run_invocation_timeout', String(seconds), '--task_overhead_timeout', String(overhead)];
  const failed: { readonly error: ItemError; readonly item: { readonly key: string } }[] = [];
  return {
    failed,
    options: parseArguments(['--engine', 'offline', ...timeouts, '--run_max_try', String(maxTry)], {}),
    metadataOf: noMetadata,
    checkTable: tableWatch(),
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
}
