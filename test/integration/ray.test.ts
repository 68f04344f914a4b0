import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT, SAMPLES, TRUTH } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const run = promisify(execFile);

interface Summary {
  readonly mini_batches: number;
  readonly attempts: number;
  readonly actor_deaths: number;
  readonly killed_pid: number;
  readonly rows: number;
  readonly duplicates: number;
}

/** No token in the home folder, no report of use; sockets need a short path. */
const RAY = { RAY_AUTH_MODE: 'disabled', RAY_USAGE_STATS_ENABLED: '0' };

it('Ray actors run the entry script; when one is killed during a run, no row is missing', async ({
  skip,
}) => {
  const environment = await pythonEnvironment('ray');
  if ('missing' in environment) return skip(environment.missing);
  const folder = await temporaryFolder();
  const { stdout } = await run(
    environment.python,
    [
      '-B',
      `${ROOT}examples/ray/ray_actors.py`,
      SAMPLES,
      '--output',
      folder,
      '--kill_one',
      '--',
      '--engine',
      'offline',
    ],
    { env: { ...process.env, ...RAY, RAY_TMPDIR: folder } },
  );
  const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Summary;
  expect(summary).toMatchObject({ actor_deaths: 1, attempts: summary.mini_batches + 1 });
  expect(isAlive(summary.killed_pid)).toBe(false);

  const lines = (await readFile(join(folder, 'parallel_run_step.txt'), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(summary.rows);
  const rows = lines.map((line) => JSON.parse(line) as { file: string; text: string });
  const last = new Map(rows.map((row) => [row.file, row]));
  expect(last.size).toBe(summary.rows - summary.duplicates);
  const expected = TRUTH.samples.filter(({ status }) => status !== 'failed').map(({ file }) => file);
  expect([...last.keys()].toSorted()).toEqual(expected.toSorted());

  const plate = TRUTH.samples.find(({ kind }) => kind === 'plate');
  expect(last.get(plate?.file ?? '')?.text.replaceAll(/[^A-Z0-9]/g, '')).toContain(plate?.plate);
}, 300_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
