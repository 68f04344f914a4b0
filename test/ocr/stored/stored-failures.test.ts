import { expect, it } from 'vitest';
import { ItemError, UnexplainedRejection } from '../../../src/contract/errors.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import type { Reading } from '../../../src/ocr/reading.ts';
import { withStoredFailures } from '../../../src/ocr/stored/stored-failures.ts';
import { logStore } from '../../../src/store/log-store.ts';
import { contentOf } from '../azure/support/azure-engines.ts';
import { readingOf } from '../../support/items.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BAD = contentOf(Buffer.from('bad'), 'bad');
const GOOD = contentOf(Buffer.from('good'), 'good');

const NO_LIMITS = { formats: [], maxBytes: 1, minSide: 1, maxSide: 1, maxPixels: 1 };

/** One process after the other, over one store. The engine waits for `release` before it fails on the bad image. */
async function startNode(error: ItemError) {
  const folder = await temporaryFolder();
  let processes = 0;
  let calls = 0;
  return {
    calls: () => calls,
    start: async () => {
      const store = logStore({ folder, owner: `p${(processes += 1)}`, now: () => 0, onFailure: () => {} });
      await store.refresh();
      let release = (): void => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      const read = async ({ key }: { key: string }): Promise<Reading> => {
        calls += 1;
        if (key === 'good') return readingOf(key);
        await released;
        throw error;
      };
      const close = () => Promise.resolve();
      const engine = withStoredFailures(
        { name: 'test', limits: NO_LIMITS, defaultConcurrency: 1, close, read },
        store,
        ['test'],
      );
      return {
        bad: () => engine.read(BAD, neverEnding()),
        good: () => engine.read(GOOD, neverEnding()),
        release,
      };
    },
  };
}

const failure = new UnexplainedRejection('operation_failed', 'The service gives no reason.');

it('an image on which a service fails while it reads others fails at once in the next attempt', async () => {
  const node = await startNode(failure);
  const first = await node.start();
  const bad = first.bad();
  await first.good();
  first.release();
  await expect(bad).rejects.toBe(failure);
  expect(node.calls()).toBe(2);
  const again = await (await node.start()).bad().catch((error: unknown) => error);
  expect(again).toBeInstanceOf(ItemError);
  expect(again).not.toBeInstanceOf(UnexplainedRejection);
  expect(again).toMatchObject({ code: 'operation_failed', message: failure.message });
  expect(node.calls()).toBe(2);
});

it('is read again where the service has read nothing meanwhile', async () => {
  const node = await startNode(failure);
  const first = await node.start();
  await first.good();
  first.release();
  await expect(first.bad()).rejects.toBe(failure);
  const second = await node.start();
  second.release();
  await expect(second.bad()).rejects.toBe(failure);
  expect(node.calls()).toBe(3);
});

it('is not remembered for a reason that is the image’s own, which costs nothing', async () => {
  const node = await startNode(new ItemError('InvalidImage', 'no'));
  const first = await node.start();
  const bad = first.bad();
  await first.good();
  first.release();
  await expect(bad).rejects.toThrow('no');
  const second = await node.start();
  second.release();
  await expect(second.bad()).rejects.toThrow('no');
  expect(node.calls()).toBe(3);
});
