import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/contract/row.ts';
import { FRAME_KINDS } from '../../src/store/frame.ts';
import { scanFrames } from '../../src/store/scan-frames.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { faults, KEY, png } from '../emulator/emulated.ts';
import { paidRuns } from './support/paid-runs.ts';

const WAIT = { timeout: 20_000 };

/** On the emulator's clock. */
const LATENCY = { kind: 'fixed', ms: 60_000 } as const;

// They wait for the emulator, so they overlap.
describe.concurrent('a run with a store', () => {
  it('reads identical images once, and each has its row', async ({ onTestFinished }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished);
    await copyFile(images[0] ?? '', `${images[0]}-copy.png`);
    const rows = await run([...images, `${images[0]}-copy.png`]);
    expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
    expect(emulator.stats()).toMatchObject({ distinct_images: 3, billed_pages: 3, billed_twice: [] });
  });

  it('submits one of two identical images again, though there is room for one in memory', async ({
    onTestFinished,
  }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished, {
      faults: faults({ on: 'read.submit', nth: 1, fault: 'operation', ends: 'vanished' }),
    });
    const [image = ''] = images;
    await copyFile(image, `${image}-copy.png`);
    const rows = await run([image, `${image}-copy.png`], ['--max_concurrency', '1']);
    expect(rows.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(emulator.stats().operations['read.submit']?.requests).toBe(2);
  });

  it('pays nothing for what another process has read, and has the same rows', async ({ onTestFinished }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished);
    const first = await run(images);
    const requests = emulator.stats().requests;
    expect(withoutTimes(await run(images))).toEqual(withoutTimes(first));
    expect(emulator.stats().requests).toBe(requests);
  });

  it('pays once for what was read before its mini-batch failed', async ({ onTestFinished }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished, {
      faults: faults({ on: 'read.submit', nth: 3, fault: 'status', status: 404 }),
    });
    await expect(run(images, ['--max_concurrency', '1'])).rejects.toThrow('404');
    const rows = await run(images);
    expect(rows.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(emulator.stats()).toMatchObject({ billed_pages: 3, billed_twice: [] });
  });

  it.for(['read', 'document-intelligence'] as const)(
    'polls what %s had accepted before its mini-batch was aborted',
    async (engine, { onTestFinished }) => {
      const clock = new ManualClock();
      const { emulator, run, images, store } = await paidRuns(onTestFinished, { clock, latency: LATENCY });
      const stop = new AbortController();
      const aborted = run(images, ['--engine', engine], stop.signal);
      await expect.poll(() => storedIds(store), WAIT).toBe(3);
      stop.abort(new Error('the host went away'));
      await expect(aborted).rejects.toThrow('the host went away');
      await clock.elapse(LATENCY.ms);
      const rows = await run(images, ['--engine', engine]);
      expect(rows.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
      expect(emulator.stats()).toMatchObject({ billed_pages: 3, billed_twice: [] });
    },
  );

  it.for(['read', 'document-intelligence'] as const)(
    'with %s, goes on in the next attempt when the time of its mini-batch is too short',
    async (engine, { onTestFinished }) => {
      const clock = new ManualClock();
      const { emulator, run, images } = await paidRuns(onTestFinished, { clock, latency: LATENCY });
      // The service needs longer than that, however fast this machine is.
      const rest = ['--task_overhead_timeout', '1', '--run_max_try', '3'];
      const aml = ['--engine', engine, '--run_invocation_timeout', '4', ...rest];
      await expect(run(images, aml)).rejects.toThrow('0 of 3 images were done');
      await clock.elapse(LATENCY.ms);
      const rows = await run(images, aml);
      expect(rows.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
      expect(emulator.stats()).toMatchObject({ billed_pages: 3, billed_twice: [] });
    },
  );

  it('pays once for an image on which the service fails while it reads others', async ({
    onTestFinished,
  }) => {
    const sha256 = createHash('sha256')
      .update(await png('red'))
      .digest('hex');
    const { emulator, run, images } = await paidRuns(onTestFinished, {
      faults: faults({ on: 'read.submit', image: sha256, fault: 'operation', ends: 'failed' }),
    });
    const rows = await run(images, ['--failed_items', 'row']);
    expect(rows.map(({ status }) => status)).toEqual(['failed', 'succeeded', 'succeeded']);
    expect(emulator.stats()).toMatchObject({ billed_pages: 5, billed_twice: [{ sha256, times: 3 }] });
    const again = await run(images, ['--failed_items', 'row']);
    expect(withoutTimes(again)).toEqual(withoutTimes(rows));
    expect(emulator.stats().billed_pages).toBe(5);
  });

  it('pays once for detections and for the readings of regions', async ({ onTestFinished }) => {
    const { emulator, run, images, plates } = await paidRuns(onTestFinished);
    await run(images, plates);
    const { requests } = emulator.stats();
    await run(images, plates);
    expect(emulator.stats().requests).toBe(requests);
  });

  it('reads again with another option', async ({ onTestFinished }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished);
    await run(images);
    await run(images, ['--language', 'de']);
    expect(emulator.stats().billed_pages).toBe(6);
  });

  it('has no key in any file', async ({ onTestFinished }) => {
    const { run, images, store } = await paidRuns(onTestFinished);
    await run(images);
    const contents = await Promise.all((await readdir(store)).map((file) => readFile(join(store, file))));
    expect(contents.length).toBeGreaterThan(0);
    expect(contents.filter((content) => content.includes(KEY))).toEqual([]);
  });

  it('ends the work on an image after --image_timeout', async ({ onTestFinished }) => {
    const { run, images } = await paidRuns(onTestFinished, { latency: { kind: 'fixed', ms: 60_000 } });
    const raised = run(images, ['--image_timeout', '1']);
    await expect(raised).rejects.toMatchObject({ code: 'image_timeout' });
  });

  it('can be told to keep nothing', async ({ onTestFinished }) => {
    const { emulator, run, images } = await paidRuns(onTestFinished, { store: 'off' });
    await run(images);
    await run(images);
    expect(emulator.stats().billed_pages).toBe(6);
  });
});

/** The ids of operations that are on the disk: a process that is killed now has lost none of them. */
async function storedIds(store: string): Promise<number> {
  let ids = 0;
  for (const file of (await readdir(store)).filter((name) => name.endsWith('.log'))) {
    scanFrames(await readFile(join(store, file)), ({ kind }) => {
      if (kind === FRAME_KINDS.operation) ids += 1;
    });
  }
  return ids;
}

function withoutTimes(rows: readonly Row[]) {
  return rows.map((row) => ({ ...row, duration_ms: null }));
}
