import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Box, Row } from '../../src/contract/row.ts';
import { startCli } from '../cli/run-cli.ts';
import { emulated } from '../emulator/emulated.ts';
import { builtEngine } from '../ocr/offline/built-engine.ts';
import { lettersAndDigits, SAMPLES, type SampleTruth, TRUTH } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { clusterOf } from './canary-run.ts';

type Rectangle = NonNullable<SampleTruth['box']>;

const SCENES = TRUTH.samples.filter(({ kind }) => kind === 'anpr');
const DETECTOR = '"project_id":"3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d","published_name":"plates"';
const SECRETS = {
  'ocr-read': '{"endpoint":"{url}","key":"{key}"}',
  plates: `{"endpoint":"{url}","key":"{key}",${DETECTOR}}`,
};

/** A quarter of a plate's height of margin, which a detector may leave, makes it about this. */
const LEAST_OVERLAP = 0.5;

it('cars with plates go through detection, crop and read; the row carries plate, box and probability', async () => {
  const engine = await builtEngine('en');
  onTestFinished(() => engine.close());
  const emulator = await emulated({ engine, tls: true, secrets: SECRETS });
  const folder = await temporaryFolder();
  for (const { file } of SCENES) await cp(join(SAMPLES, file), join(folder, 'in', file));
  const argv = ['--kv_readapi', 'ocr-read', '--kv_customimage', 'plates', '--key_vault', 'emulator'];
  const replay = ['replay', 'in', '--output', 'out', '--process_count_per_node', '1', '--', ...argv];
  const { code } = await startCli(replay, folder, await clusterOf(emulator, folder)).done;
  expect(code).toBe(0);

  const rows = await rowsIn(join(folder, 'out', 'parallel_run_step.txt'));
  expect(rows.map(({ file }) => file)).toEqual(SCENES.map(({ file }) => file));
  for (const [index, { plate, box }] of SCENES.entries()) {
    const [region, ...others] = rows[index]?.regions ?? [];
    expect(others).toEqual([]);
    expect(region).toMatchObject({ tag: 'plate' });
    expect(region?.probability).toBeGreaterThan(0.5);
    expect(lettersAndDigits(region?.text ?? '')).toContain(plate);
    expect(lettersAndDigits(rows[index]?.text ?? '').startsWith(plate ?? 'none')).toBe(true);
    expect(overlap(aroundOf(region?.box), box)).toBeGreaterThan(LEAST_OVERLAP);
  }
  const { operations } = emulator.stats();
  expect(operations['custom-vision.detect-nostore']?.billed_pages).toBe(SCENES.length);
  expect(operations['read.submit']?.billed_pages).toBe(SCENES.length);
}, 180_000);

async function rowsIn(file: string): Promise<Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines
    .map((line) => JSON.parse(line) as Row)
    .toSorted((a, b) => Number(a.file > b.file) - Number(a.file < b.file));
}

function aroundOf(box: Box | undefined): Rectangle | undefined {
  if (box === undefined) return undefined;
  const [x, y] = [Math.min(box[0], box[6]), Math.min(box[1], box[3])];
  return { x, y, width: Math.max(box[2], box[4]) - x, height: Math.max(box[5], box[7]) - y };
}

/** Intersection over union, 0 to 1. */
function overlap(a: Rectangle | undefined, b: Rectangle | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}
