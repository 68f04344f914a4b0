import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanReport } from '../../../src/plan/plan-report.ts';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { runIn } from '../run-in.ts';
import { manifestOf, MOUNT } from '../../manifest/manifest-of.ts';
import { folderWith, images, planned } from './planned.ts';

const OFFLINE = ['--engine', 'offline'];

describe('plan has the defaults of --mode', () => {
  it.each([
    ['v1', { mini_batch_size: 10, run_invocation_timeout: 60 }],
    ['v2', { mini_batch_size: 1, run_invocation_timeout: 60 }],
    ['batch_endpoint', { mini_batch_size: 10, process_count_per_node: 1, run_invocation_timeout: 30 }],
  ])('%s', async (mode, settings) => {
    const { code, report } = await planned(await folderWith(images(3, '')), ['--mode', mode], OFFLINE);
    expect(code).toBe(0);
    expect(report.time.settings).toMatchObject(settings);
  });

  it('where they are not given', async () => {
    const options = ['--mode', 'v2', '--mini_batch_size', '7'];
    const { report } = await planned(await folderWith(images(3, '')), options, OFFLINE);
    expect(report.time.settings).toMatchObject({ mini_batch_size: 7 });
  });
});

/** `plan … --json` without INPUT. */
async function planOf(folder: string, ...argv: readonly string[]) {
  const { out, err, code } = await runIn(folder, ['plan', '--json', ...argv]);
  return { err, code, report: JSON.parse(out || 'null') as PlanReport };
}

it('plans the files that failed in a replay', async () => {
  const folder = await folderWith(images(5, ''));
  const entry = ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py'), '--mini_batch_size', '3'];
  await runIn(folder, ['replay', 'in', ...entry, '--', '--fail_batch', '0'], { env: process.env });
  const { code, report } = await planOf(folder, '--failed_of', 'output', '--', ...OFFLINE);
  expect(code).toBe(0);
  expect(report.input).toMatchObject({ files: 3, images: 3, mini_batches: 1 });
});

describe('plan --manifest', () => {
  async function folderWithManifest(): Promise<string> {
    const folder = await folderWith({ ...images(2, 'a/'), ...images(2, 'b/') });
    const items = ['a/0.png', 'b/1.png', 'b/0.png'].map((name) => `${MOUNT}/${name}`);
    const manifest = manifestOf(items, { host_arguments: { run_invocation_timeout: 33 } });
    await writeFile(join(folder, '57.json'), JSON.stringify(manifest));
    return folder;
  }

  it('plans its one mini-batch, of whatever folders, with its arguments and limits', async () => {
    const folder = await folderWithManifest();
    const { code, err, report } = await planOf(folder, '--manifest', '57.json', '--input_root', 'in');
    expect(err).toContain('runs with --engine=offline');
    expect(code).toBe(0);
    expect(report.bill).toBe(null);
    expect(report.input).toMatchObject({ files: 3, images: 3, mini_batches: 1 });
    expect(report.time.settings).toMatchObject({
      mini_batch_size: 3,
      process_count_per_node: 1,
      run_invocation_timeout: 33,
    });
  });

  it('rejects it together with INPUT', async () => {
    const folder = await folderWithManifest();
    const { code, err } = await planOf(folder, 'in', '--manifest', '57.json', '--input_root', 'in');
    expect(err).toContain('INPUT and --manifest exclude each other');
    expect(code).toBe(2);
  });
});
