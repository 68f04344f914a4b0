import type { BatchTools } from '../../src/batch/read-items.ts';
import { Suspects } from '../../src/batch/suspects.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { contentOf } from '../support/items.ts';

/** The tools of a mini-batch that reads so, with so many images in memory. */
export function toolsWith(read: BatchTools['engine']['read'], bound = 3): BatchTools {
  return {
    engine: { read },
    load: (item) => Promise.resolve(contentOf(item)),
    slots: { images: createSlots(bound), bytes: new ByteBudget(1000), items: createSlots(1000) },
    watch: new RejectionWatch(),
    suspects: new Suspects(noStore, '', silentLogger),
    now: () => performance.now(),
  };
}
