import { Suspects } from '../../src/batch/suspects.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { readItems } from '../../src/batch/read-items.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { toItems } from '../../src/images/item.ts';

const READING = { model: 'none', pages: [] };
const IMAGE = { key: 'a', bytes: Buffer.from('a'), format: 'png', sha256: 'a' } as const;

/** The cost of an item among 40,000, as a multiple of its cost among 1,000. */
export async function costOfWaiting(): Promise<number> {
  await cpuPerItem(1000);
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    // As many items, so that the garbage collector has as much to do.
    const start = process.cpuUsage();
    for (let part = 0; part < 40; part += 1) await cpuPerItem(1000);
    few.push(process.cpuUsage(start).user);
    many.push(40_000 * (await cpuPerItem(40_000)));
  }
  return Math.min(...many) / Math.min(...few);
}

async function cpuPerItem(count: number): Promise<number> {
  const paths = Array.from({ length: count }, (_, index) => `/${index}`);
  const items = toItems(paths, {
    inputPartition: null,
    inputRoot: null,
    imageColumn: null,
    inputFolders: [],
  });
  const tools = {
    engine: { read: () => Promise.resolve(READING) },
    load: () => Promise.resolve(IMAGE),
    slots: { images: createSlots(16), bytes: new ByteBudget(1e8), items: createSlots(1000) },
    watch: new RejectionWatch(),
    suspects: new Suspects(noStore, '', silentLogger),
    now: () => performance.now(),
  };
  const start = process.cpuUsage();
  await readItems(items, tools, neverEnding());
  return process.cpuUsage(start).user / count;
}
