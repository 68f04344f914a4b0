import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MiniBatch } from '../../src/contract/mini-batch.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { emulated, faults, KEY, png } from '../emulator/emulated.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The warnings of a process with one image in 2020/08/07. */
async function warnings(
  argv: readonly string[],
  miniBatches: (image: string, folder: string) => readonly MiniBatch[] = () => [],
  rules: readonly object[] = [],
) {
  const folder = await temporaryFolder();
  const image = join(folder, '2020/08/07/a.png');
  await mkdir(join(folder, '2020/08/07'), { recursive: true });
  await writeFile(image, await png());
  const emulator = await emulated({ rates: { read: null }, faults: faults(...rules) });
  const written: string[] = [];
  const worker = await createWorker(
    ['--kv_readapi=ocr', '--secrets=env', `--read_endpoint=${emulator.url}`, '--store=off', ...argv],
    {
      env: { PARALLEL_RUN_OCR_SECRET_OCR: KEY, AZURE_ML_INPUT_images: folder },
      processId: 1,
      write: (line) => void written.push(line),
    },
  );
  const since = written.length;
  for (const miniBatch of miniBatches(image, folder)) {
    await worker.run(miniBatch, null, neverAborted).catch(() => {});
  }
  await worker.shutdown();
  const isWarning = (line: string): boolean => line.startsWith('WARNING') && !line.includes('retire');
  const text = (lines: readonly string[]) => lines.filter(isWarning).join('').replaceAll(folder, 'ROOT');
  return { init: text(written.slice(0, since)), later: text(written.slice(since)) };
}

const NOTHING = 'WARNING This process has read nothing of what it was handed';

describe('init', () => {
  it('warns when no folder of the input is the partition, and names those that are there', async () => {
    const { init } = await warnings(['--input_fds_0', 'images', '--input_partition', '2020/08/09']);
    expect(init).toBe(
      'WARNING No folder below the input is the partition: every image will be skipped input_partition=2020/08/09 input=ROOT partitions_there=2020/08/07\n',
    );
  });

  it.each([
    ['the folder is there', ['--input_partition', '2020-08-07']],
    ['no partition is given', []],
    ['the input is not known', ['--input_partition', '2020/08/09', '--input_root', '/no/such/mount']],
  ])('does not warn when %s', async (_, argv) => {
    expect((await warnings(argv)).init).toBe('');
  });
});

it('warns in init() of mini-batches that are too small, else in the third of those that are handed out', async () => {
  const tps = ['--service_tps', '20'];
  const told = await warnings([...tps, '--mini_batch_size', '10'], (image) => [[image], [image], [image]]);
  expect(told.init).toMatch(
    /^WARNING Mini-batches of 10 cannot use the 20 requests .* mini_batch_size to 100 /,
  );
  expect(told.later).toBe('');
  const seen = await warnings(tps, (image) => [[image], [image, image], [image]]);
  expect(seen.init).toBe('');
  expect(seen.later).toMatch(/^WARNING Mini-batches of 2, the largest of the first 3, cannot .*\n$/);
});

it('warns of a misspelt argument, and of no argument of AML', async () => {
  const { init } = await warnings(['--row_fromat', 'csv', '--client_sdk_version', '1.57.0']);
  expect(init).toBe(
    'WARNING Ignored, because the entry script does not have it: --row_fromat (did you mean --row_format?)\n',
  );
});

describe('shutdown', () => {
  it('warns with counts when every image was skipped', async () => {
    const { later } = await warnings(['--input_partition', '2020/08/09'], (image) => [
      [image],
      [image, image],
    ]);
    expect(later).toBe(`${NOTHING} items=3 skipped=3 failed=0 not_finished=0 input_partition=2020/08/09\n`);
  });

  it('warns when images failed, and when mini-batches did', async () => {
    const { later } = await warnings([], (image, folder) => [[join(folder, 'none.png')], [image]], [
      { on: 'read.submit', fault: 'status', status: 404 },
    ]);
    expect(later).toContain(`${NOTHING} items=2 skipped=0 failed=1 not_finished=1\n`);
  });

  it.each([
    ['one image was read', (image: string, folder: string) => [[join(folder, '2020/08/06/b.png')], [image]]],
    ['nothing was handed to it', () => []],
  ])('does not warn when %s', async (_, miniBatches) => {
    expect((await warnings(['--input_partition', '2020/08/07'], miniBatches)).later).not.toContain(NOTHING);
  });
});
