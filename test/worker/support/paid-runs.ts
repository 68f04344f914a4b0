import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../../../src/contract/row.ts';
import { neverAborted } from '../../../src/flow/abort.ts';
import { createWorker } from '../../../src/worker/create-worker.ts';
import { emulated, KEY, png } from '../../emulator/emulated.ts';
import { type OnFinished, temporaryFolder } from '../../support/temporary-folder.ts';

const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';

/** An emulator, three images, and workers that share a store. */
export async function paidRuns(
  onFinished: OnFinished,
  { store, ...options }: { store?: string } & Parameters<typeof emulated>[0] = {},
) {
  const folder = await temporaryFolder(onFinished);
  const storeFolder = store ?? join(folder, 'store');
  if (store === undefined) await mkdir(storeFolder);
  const emulator = await emulated({ rates: { read: null }, ...options }, onFinished);
  const images = ['red', 'green', 'blue'].map((colour) => join(folder, `${colour}.png`));
  for (const image of images) await writeFile(image, await png(image.split('/').at(-1)?.slice(0, -4)));

  type Run = (paths: readonly string[], signal?: AbortSignal) => Promise<Row[]>;
  /** What a worker of its own does, as a process has one. */
  const work = async <T>(argv: readonly string[], use: (run: Run) => Promise<T>): Promise<T> => {
    const environment = {
      env: { PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY, PARALLEL_RUN_OCR_SECRET_PLATES: KEY },
      processId: 1,
      write: () => {},
    };
    const common = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', emulator.url];
    const worker = await createWorker([...common, '--store', storeFolder, ...argv], environment);
    try {
      return await use(async (paths, signal = neverAborted) => {
        const rows = await worker.run(paths, null, signal);
        return rows.map((row) => JSON.parse(row) as Row);
      });
    } finally {
      await worker.shutdown();
    }
  };
  const run = (
    paths: readonly string[],
    argv: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<Row[]> => work(argv, (one) => one(paths, signal));
  const detector = ['--kv_customimage', 'plates', '--custom_vision_endpoint', emulator.url];
  const published = ['--custom_vision_project', PROJECT, '--custom_vision_published_name', 'plates'];
  return { emulator, work, run, images, store: storeFolder, plates: [...detector, ...published] };
}
