import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReplaySummary } from '../../src/report/summary/summary.ts';
import { startCli } from '../cli/run-cli.ts';
import { emulated, KEY, png } from '../emulator/emulated.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const IMAGES = 5;

it('a mini-batch whose time is too short is read in several attempts, and each image is paid for once', async () => {
  const folder = await temporaryFolder();
  // Longer than an attempt, which ends after 4 - 0.4 + 10 / 3 seconds.
  const emulator = await emulated({ rates: { read: null }, latency: { kind: 'fixed', ms: 9000 } });
  await mkdir(join(folder, 'in'));
  for (let index = 0; index < IMAGES; index += 1)
    await writeFile(join(folder, 'in', `${index}.png`), await png(`rgb(${index * 10}, 100, 200)`));
  // More attempts than it takes on an idle machine.
  const aml = [
    '--run_invocation_timeout',
    '4',
    '--run_max_try',
    '9',
    '--process_count_per_node',
    '1',
    '--json',
  ];
  const service = ['--secrets', 'env', '--kv_readapi', 'ocr', '--read_endpoint', emulator.url];
  const entry = ['--task_overhead_timeout', '10', ...service];
  const env = { PARALLEL_RUN_OCR_SECRET_OCR: KEY, TMPDIR: folder };
  const { code, out } = await startCli(
    ['replay', 'in', '--output', 'out', ...aml, '--', ...entry],
    folder,
    env,
  ).done;
  expect(code).toBe(0);
  const summary = JSON.parse(out) as ReplaySummary;
  expect(Object.values(summary.failed_attempts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  const rows = await readFile(join(folder, 'out/parallel_run_step.txt'), 'utf8');
  expect(rows.match(/"status":"succeeded"/g)).toHaveLength(IMAGES);
  expect(emulator.stats()).toMatchObject({ billed_pages: IMAGES, billed_twice: [] });
}, 120_000);
