import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import type { MetricsReport } from '../../src/contract/wire.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import type { MetricsRecord } from '../../src/metrics/metrics-record.ts';
import { createWorker } from '../../src/worker/create-worker.ts';
import { emulated, faults, KEY, png } from '../emulator/emulated.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const schema = JSON.parse(
  await readFile(new URL('../../schema/metrics.schema.json', import.meta.url), 'utf8'),
) as object;
const isValid = new Ajv({ strict: true }).compile(schema);

/** A worker on a fast emulator, with images in its folder. */
async function setUp(output: (folder: string) => string, rules: readonly object[] = []) {
  const folder = await temporaryFolder();
  const images = await Promise.all(
    ['#00f', '#0f0', '#f00'].map(async (colour) => {
      const file = join(folder, `${colour.slice(1)}.png`);
      await writeFile(file, await png(colour));
      return file;
    }),
  );
  const emulator = await emulated({ rates: { read: null }, faults: faults(...rules) });
  const lines: string[] = [];
  const reports: MetricsReport[] = [];
  const worker = await createWorker(
    ['--kv_readapi=ocr', '--secrets=env', `--read_endpoint=${emulator.url}`, `--output=${output(folder)}`],
    {
      env: { PARALLEL_RUN_OCR_SECRET_OCR: KEY },
      processId: 1,
      write: (line) => void lines.push(line),
      reportMetrics: (report) => void reports.push(report),
    },
  );
  return { folder, images, emulator, worker, lines, reports };
}

it('are of what the service saw, in the log, in the reply and in a file', async () => {
  const { folder, images, emulator, worker, lines, reports } = await setUp(
    (root) => join(root, 'output'),
    [{ on: 'read.submit', nth: 1, fault: 'status', status: 429, retry_after: 1 }],
  );
  const broken = join(folder, 'broken.jpg');
  await writeFile(broken, 'no image');
  await worker.run([...images, broken], { minibatch_index: 7 }, neverAborted);
  await worker.run(images.slice(0, 1), { minibatch_index: 'x' }, neverAborted);
  await worker.shutdown();
  const { requests, billed_pages: billed } = emulator.stats();
  expect(billed).toBeGreaterThanOrEqual(3);

  const records = join(folder, 'output/failed_items/metrics');
  const [name = ''] = await readdir(records);
  const text = await readFile(join(records, name), 'utf8');
  const record = JSON.parse(text) as MetricsRecord;
  isValid(record);
  expect(isValid.errors).toBeNull();
  expect(text).not.toContain(KEY);
  expect(name).toBe(`${record.process}.json`);
  expect(record).toMatchObject({ engine: 'read', version: 1 });
  expect(record.figures).toMatchObject({
    mini_batches: 2,
    items: 5,
    read: 4,
    failed: 1,
    rows: 4,
    requests,
    billed_transactions: billed,
    'requests.read_api.submit.429': 1,
    'failed.InvalidImageFormat': 1,
  });
  expect(record.calls).toMatchObject([
    { minibatch_index: 7, items: 4, failed: 1, over_rate: 1, error: null },
    { minibatch_index: 'x', items: 1, failed: 0, over_rate: 0, error: null },
  ]);
  expect(record.calls[0]?.run_s).toBeGreaterThan(0.9);
  expect(Date.parse(record.calls[0]!.started_at)).toBeLessThan(Date.parse(record.calls[1]!.started_at));
  const { share_429, image_bytes = 0, sent_bytes = 0, item_p99_ms } = record.figures;
  expect(share_429).toBeCloseTo(1 / requests, 3);
  // The rejected image was sent twice.
  expect(sent_bytes).toBeGreaterThan(image_bytes);
  expect(item_p99_ms).toBeGreaterThan(900);

  expect(reports.map(({ step, values }) => [step, values['items'], values['process.items']])).toEqual([
    [7, 4, undefined],
    [2, 1, undefined],
    [2, undefined, 5],
  ]);
  expect(lines.filter((line) => /^INFO (?:Mini-batch|Process) done /.test(line))).toEqual([
    expect.stringContaining(' minibatch=7 items=4 read=3 skipped=0 failed=1 '),
    expect.stringContaining(' minibatch=x items=1 read=1 '),
    expect.stringContaining(' mini_batches=2 mini_batches_raised=0 items=5 '),
  ]);
});

it('cost no row where their file cannot be written', async () => {
  const { images, worker, lines } = await setUp((root) => join(root, '00f.png'));
  expect(await worker.run(images, null, neverAborted)).toHaveLength(3);
  expect(await worker.run(images, null, neverAborted)).toHaveLength(3);
  await worker.shutdown();
  expect(lines.filter((line) => line.startsWith('WARNING The metrics cannot be written'))).toHaveLength(1);
});
