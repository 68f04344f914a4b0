import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FailedItem } from '../../src/rows/failed-items-file.ts';
import type { Row } from '../../src/contract/row.ts';
import { startCli } from '../cli/run-cli.ts';
import { emulated, KEY, png } from '../emulator/emulated.ts';
import { type OnFinished, temporaryFolder } from '../support/temporary-folder.ts';

const HOOK = resolve(import.meta.dirname, '../fixtures/ends-process.mjs');

/** Reads one mini-batch of these files through the Python entry script, in workers that some of the files end. */
async function replayed(files: readonly string[], aml: readonly string[], onFinished: OnFinished) {
  const folder = await temporaryFolder(onFinished);
  const emulator = await emulated({ rates: { read: null } }, onFinished);
  await mkdir(join(folder, 'in'));
  for (const [index, file] of files.entries())
    await writeFile(join(folder, 'in', file), await png(`rgb(${index * 10}, 100, 200)`));
  const service = [
    '--engine',
    'read',
    '--secrets',
    'env',
    '--kv_readapi',
    'ocr-read',
    '--read_endpoint',
    emulator.url,
  ];
  // One image in memory: no submit is in progress when the next image ends the process.
  const entry = [...service, '--max_concurrency', '1'];
  const one = ['--process_count_per_node', '1'];
  const run = [
    'replay',
    'in',
    '--output',
    'out',
    '--error_threshold',
    '-1',
    '--mini_batch_size',
    '99',
    ...aml,
  ];
  const env = { NODE_OPTIONS: `--import=${HOOK}`, PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY, TMPDIR: folder };
  await startCli([...run, ...one, '--', ...entry], folder, env).done;
  const lines = async <T>(file: string): Promise<T[]> =>
    (await readFile(file, 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const failed = join(folder, 'out', 'failed_items');
  const names = (await readdir(failed).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
  return {
    rows: (await lines<Row>(join(folder, 'out', 'parallel_run_step.txt'))).map(({ file }) => basename(file)),
    failed: (await Promise.all(names.map((name) => lines<FailedItem>(join(failed, name)))))
      .flat()
      .map(({ file, code }) => `${basename(file)} ${code}`),
    stats: emulator.stats(),
  };
}

describe('in a replay, images that end the process that reads them', { timeout: 150_000 }, () => {
  it('by SIGKILL fail alone, however many they are, in one attempt', async ({ onTestFinished }) => {
    const good = ['a.png', 'c.png', 'e.png', 'z.png'];
    const bad = ['kills-b.png', 'kills-d.png', 'kills-f.png'];
    const { rows, failed, stats } = await replayed([...good, ...bad], ['--run_max_try', '1'], onTestFinished);
    expect(failed.toSorted()).toEqual(bad.map((file) => `${file} process_ended`));
    expect(rows).toEqual(good);
    expect(stats).toMatchObject({ billed_pages: good.length, billed_twice: [] });
  });

  it('by hanging for ever fail alone, in one attempt', async ({ onTestFinished }) => {
    const good = ['a.png', 'z.png'];
    const aml = ['--run_max_try', '1', '--run_invocation_timeout', '30'];
    const { rows, failed, stats } = await replayed([...good, 'hangs-b.png'], aml, onTestFinished);
    expect(failed).toEqual(['hangs-b.png process_ended']);
    expect(rows).toEqual(good);
    expect(stats).toMatchObject({ billed_pages: good.length, billed_twice: [] });
  });
});
