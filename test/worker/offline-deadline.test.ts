import { afterEach, expect, it } from 'vitest';
import { neverAborted } from '../../src/flow/abort.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { engineOver } from '../../src/ocr/offline/engine.ts';
import { startThreads, type ThreadPool } from '../../src/ocr/offline/thread-pool.ts';
import { runMiniBatch } from '../../src/worker/run-mini-batch.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { runTools } from './support/run-tools.ts';

const SLOW_THREAD = new URL('../ocr/offline/slow-thread.mjs', import.meta.url);
const LIMITS = { seconds: 10, overhead: 1, maxTry: 2 };
const STOP_MS = 20;

let pool: ThreadPool;
afterEach(() => pool.close());

/** A mini-batch of two images in all its attempts, of which the thread never comes to an end with one. */
it('an image that the offline engine does not finish fails its mini-batch, and in the last attempt alone', async () => {
  const clock = new ManualClock();
  pool = startThreads(2, SLOW_THREAD, null, STOP_MS);
  const engine = engineOver(pool, { threads: 2, imageMs: 60_000, logger: silentLogger, clock });
  const tools = runTools(clock, LIMITS, true);
  const texts: Readonly<Record<string, string>> = { 'fast.png': 'fast', 'slow.png': 'slow' };
  const done: string[] = [];
  const load = async (item: Parameters<typeof tools.load>[0]) => {
    const content = await tools.load(item);
    return { ...content, bytes: Buffer.from(texts[item.key.split('/').at(-1) ?? ''] ?? '') };
  };
  const watched = {
    ...engine,
    async read(...given: Parameters<typeof engine.read>) {
      const reading = await engine.read(...given);
      done.push(given[0].key);
      return reading;
    },
  };
  const attempt = async () => {
    done.length = 0;
    const run = runMiniBatch(
      ['/in/fast.png', '/in/slow.png'],
      null,
      { ...tools, load, engine: watched } as never,
      neverAborted,
    ).then(
      (rows) => rows.map((row) => (JSON.parse(row) as { file: string }).file),
      (error: unknown) => error,
    );
    await expect.poll(() => done).toHaveLength(1);
    await clock.elapse(LIMITS.seconds * 1000);
    await clock.elapse(LIMITS.overhead * 1000);
    return run;
  };

  expect(await attempt()).toMatchObject({
    fault: 'transient',
    code: 'run_timeout',
    message: expect.stringContaining('1 of 2 images were done'),
  });
  expect(await attempt()).toEqual([expect.stringContaining('fast.png')]);
  expect(tools.failed).toMatchObject([
    { item: { key: expect.stringContaining('slow.png') }, error: { code: 'run_timeout' } },
  ]);
});
