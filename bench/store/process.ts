import { makeRoom } from '../../src/store/make-room.ts';
import { logStore } from '../../src/store/log-store.ts';
import type { ReadingStore } from '../../src/store/reading-store.ts';
import { storeKey } from '../../src/store/store-key.ts';
import { watchTurns } from './longest-block.ts';

// One process of the benchmark: node process.js TASK FOLDER NAME COUNT MEGABYTES. Prints what it measured as JSON.

const MEGABYTE = 1024 * 1024;
const OPERATION = { id: '2d4f1c60-5b0f-4e0a-9a3e-0c9d6f7b8a11', submittedAt: 1_764_000_000_000 };
const READING = Buffer.alloc(20_000, 'x');
const AT_ONCE = 16;

const [, , task = '', folder = '', owner = '', count = '', megabytes = ''] = process.argv;
const entries = Number(count);

function open(): ReadingStore {
  return logStore({
    folder,
    owner,
    now: () => performance.now(),
    onFailure: (error) => {
      throw error;
    },
    limits: { dataBytes: 4 * MEGABYTE },
    onSegment: () => void makeRoom(folder, Number(megabytes) * MEGABYTE, Date.now()),
  });
}

/** A log of so many operations and pointers to readings. */
async function fill(): Promise<object> {
  const store = open();
  const startedAt = process.cpuUsage();
  for (let entry = 0; entry < entries; entry += 1) store.addOperation(storeKey([owner, entry]), OPERATION);
  await store.close();
  return { cpuMs: cpuMsSince(startedAt) };
}

/** What a new process takes to know what the others have written. */
async function load(): Promise<object> {
  const store = open();
  const before = process.memoryUsage();
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const longest = watchTurns();
  await store.refresh();
  const measured = { seconds: (performance.now() - startedAt) / 1000, cpuMs: cpuMsSince(cpu) };
  const longestBlockMs = longest();
  // What grew away is no part of the index.
  globalThis.gc?.();
  const after = process.memoryUsage();
  await store.close();
  return { ...measured, longestBlockMs, megabytes: (after.arrayBuffers - before.arrayBuffers) / MEGABYTE };
}

/** Images as a run reads them: looked up, begun, accepted, read, ended, some at a time. */
async function work(): Promise<object> {
  const store = open();
  const cpu = process.cpuUsage();
  const longest = watchTurns();
  let next = 0;
  const images = async (): Promise<void> => {
    while (next < entries) {
      const image = (next += 1);
      if (image % 100 === 0) await store.refresh();
      const key = storeKey([owner, image]);
      const attempt = storeKey(['attempt', owner, image]);
      store.beginAttempt(attempt);
      if ((await store.reading(key)) === null) store.addOperation(key, OPERATION);
      store.endAttempts(attempt, 1);
      await store.addReading(key, READING);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, images));
  const measured = { cpuMs: cpuMsSince(cpu), longestBlockMs: longest() };
  await store.close();
  return measured;
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const TASKS: Readonly<Record<string, () => Promise<object>>> = { fill, load, work };
console.log(JSON.stringify(await TASKS[task]?.()));
