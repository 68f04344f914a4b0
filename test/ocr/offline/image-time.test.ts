import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunTimeoutError } from '../../../src/flow/run-timeout-error.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { engineOver } from '../../../src/ocr/offline/engine.ts';
import { startThreads, type ThreadPool } from '../../../src/ocr/offline/thread-pool.ts';
import { withStoredTimeouts } from '../../../src/ocr/stored/stored-timeouts.ts';
import { logStore } from '../../../src/store/log-store.ts';
import { ManualClock } from '../../flow/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readWith } from './read-bytes.ts';

const SCRIPT = new URL('./slow-thread.mjs', import.meta.url);
const IMAGE_MS = 30_000;
const STOP_MS = 20;

let pool: ThreadPool;
let clock: ManualClock;
const engineWith = (threads: number) => {
  pool = startThreads(threads, SCRIPT, null, STOP_MS);
  return engineOver(pool, { threads, imageMs: IMAGE_MS, logger: silentLogger, clock });
};
const read = (engine: ReturnType<typeof engineWith>, text: string) => readWith(engine, Buffer.from(text));

beforeEach(() => {
  clock = new ManualClock();
});
afterEach(() => pool.close());

/** Time passes once the thread works on the image. */
async function timesOut(reading: Promise<unknown>, ms = IMAGE_MS): Promise<void> {
  const outcome = reading.catch((error: unknown) => error);
  await expect.poll(() => clock.pending).toBeGreaterThan(0);
  await clock.elapse(ms);
  expect(await outcome).toMatchObject({
    fault: 'item',
    code: 'image_timeout',
    message: expect.stringContaining('30 s of work. Give more with --image_timeout'),
  });
}

it('an image whose time ends fails alone, and its thread reads the next one', async () => {
  const engine = engineWith(1);
  const { model } = await read(engine, 'a');
  await timesOut(read(engine, 'slow'));
  expect((await read(engine, 'b')).model).toBe(model);
});

it('an image in progress when the mini-batch ends leaves its thread to the next one', async () => {
  const engine = engineWith(1);
  const { model } = await read(engine, 'a');
  const end = new AbortController();
  const reading = readWith(engine, Buffer.from('slow'), end.signal).catch((error: unknown) => error);
  await expect.poll(() => clock.pending).toBeGreaterThan(0);
  end.abort(new RunTimeoutError('no time'));
  expect(await reading).toMatchObject({ code: 'run_timeout' });
  expect((await read(engine, 'b')).model).toBe(model);
}, 10_000);

it('waiting for a thread is no work', async () => {
  const engine = engineWith(1);
  const slow = read(engine, 'slow');
  const waiting = read(engine, 'b');
  await timesOut(slow);
  expect((await waiting).pages).toEqual([]);
});

it('a thread that does not stop is replaced, and ends when its native code returns', async () => {
  const engine = engineWith(1);
  const { model } = await read(engine, 'a');
  await timesOut(read(engine, 'stuck'));
  const next = await read(engine, 'b');
  expect(next.model).not.toBe(model);
});

it('an image that was too slow is not tried again with the same limit, by any process', async () => {
  const folder = await temporaryFolder();
  const open = (owner: string) => logStore({ folder, owner, now: () => Date.now(), onFailure: () => {} });
  const first = open('first');
  await timesOut(read(withStoredTimeouts(engineWith(1), first, ['offline'], IMAGE_MS), 'slow'));
  await Promise.all([first.close(), pool.close()]);

  const second = open('second');
  await second.refresh();
  const never = { ...engineWith(1), read: () => Promise.reject(new Error('was tried')) };
  await expect(read(withStoredTimeouts(never, second, ['offline'], IMAGE_MS), 'slow')).rejects.toMatchObject({
    code: 'image_timeout',
  });
  await expect(read(withStoredTimeouts(never, second, ['offline'], 60_000), 'slow')).rejects.toThrow(
    'was tried',
  );
  await second.close();
});
