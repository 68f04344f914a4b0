import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { ENTRY_SCRIPTS } from '../../cli/entry-scripts.ts';
import { type RunInEnd, runIn } from '../../cli/run-in.ts';
import { until } from '../../support/until.ts';

const FILES = ['good/a', 'good/b', 'good/c', 'nothing/a', 'raises/a', 'raises/b', 'empty/'];

let folder: string;
let end: RunInEnd;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'job-')));
  for (const file of FILES) {
    await mkdir(join(folder, 'in', dirname(`${file}x`)), { recursive: true });
    if (!file.endsWith('/')) await writeFile(join(folder, 'in', file), '');
  }
  const options = ['--mini_batch_size', '2', '--process_count_per_node', '2', '--run_max_try', '1'];
  const entry = join(ENTRY_SCRIPTS, 'job_entry.py');
  const argv = [
    'replay',
    'in',
    ...options,
    '--entry_script',
    entry,
    '--',
    '--engine',
    'offline',
    '--strange',
  ];
  const env = { ...process.env, AZUREML_MODEL_DIR: '/models', GIVEN: 'by the job' };
  end = await runIn(folder, argv, { env });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const output = (...names: readonly string[]): string => join(folder, 'output', ...names);
const rows = async (): Promise<string[]> =>
  (await readFile(output('parallel_run_step.txt'), 'utf8')).split('\n').slice(0, -1);
const summary = async (): Promise<ReplaySummary> =>
  JSON.parse(await readFile(output('summary.json'), 'utf8')) as ReplaySummary;

/** The logs of a kind, of all processes. */
async function logsOf(kind: string): Promise<string> {
  const logs = output('logs/user', kind, 'local');
  const files = (await readdir(logs)).map((file) => readFile(join(logs, file), 'utf8'));
  return (await Promise.all(files)).join('');
}

/** What the processes wrote down, one value for each time. */
async function seen<T>(kind: string): Promise<T[]> {
  const lines = (await readFile(output('seen', kind), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

describe('a job of two processes', () => {
  it('completes although one mini-batch returned nothing [R23]', async () => {
    expect(end.code).toBe(0);
    expect((await summary()).verdict).toBe('completed');
  });

  it('makes no mini-batch of an empty folder [M12]', async () => {
    const files = (await seen<[number, string[]]>('runs')).flatMap(([, paths]) => paths);
    expect(files.toSorted()).toEqual(
      FILES.filter((file) => !file.endsWith('/')).map((file) => join(folder, 'in', file)),
    );
  });

  it('makes one attempt where one is allowed [A02]', async () => {
    const runs = await seen<[number, string[]]>('runs');
    expect(runs.filter(([, [first = '']]) => first.includes('raises'))).toHaveLength(1);
    expect((await summary()).failed_attempts).toEqual({ EntryScriptRunException: 1 });
  });

  it('counts the items of a failed mini-batch as failed [T04]', async () => {
    expect((await summary()).items).toEqual({ total: 6, succeeded: 3, failed: 3, pending: 0 });
  });

  it('has no row of the attempt that raised [A07]', async () => {
    expect(await rows()).toHaveLength(3);
  });

  it('does not compare rows with items [R20]', async () => {
    expect(await rows()).toEqual(['same row', 'same row', 'same row']);
  });

  it('writes rows without a header [O10]', async () => {
    expect((await rows())[0]).toBe('same row');
  });

  it('is not failed by shutdown, whose error is in the log [F12]', async () => {
    expect(end.code).toBe(0);
    expect(await logsOf('error')).toContain('ValueError: shutdown fails');
  });

  it('has EntryScript in shutdown too [S07]', async () => {
    expect(await logsOf('entry_script_log')).toContain('in shutdown');
  });

  it('gives each process a folder of its own [P04]', async () => {
    expect(new Set(await seen('folders')).size).toBe(2);
  });

  it('keeps nothing of that folder [O07]', async () => {
    const folders = await seen<string>('folders');
    await until(() => !folders.some((path) => existsSync(path)));
    expect((await readdir(output(), { recursive: true })).filter((name) => name.includes('outputs'))).toEqual(
      [],
    );
  });

  it('keeps what the script writes into the output folder [O04]', () => {
    expect(existsSync(output('seen', 'runs'))).toBe(true);
  });

  it('shares the output folder among the processes [O09]', async () => {
    expect(await seen('folders')).toHaveLength(2);
  });

  it('keeps what the script writes into the folder of the logs [S04]', async () => {
    expect(await readFile(output('logs/user/mine-process001.txt'), 'utf8')).toBe('kept');
  });
});

describe('the arguments of a job', () => {
  const first = async () => (await seen<[number, string, string]>('arguments'))[0] ?? [];

  it('end a strict parser [V02]', async () => {
    expect((await first())[0]).toBe(2);
  });

  it('are taken for others by a parser that allows abbreviations [V04]', async () => {
    expect((await first())[1]).toBe(output());
  });

  it('suit parse_known_args [V03]', async () => {
    expect((await first())[2]).toBe('offline');
  });

  it('may be some that nobody has [V13]', () => {
    expect(end.err).not.toContain('strange');
    expect(end.code).toBe(0);
  });
});

describe('the environment of a job', () => {
  const all = () => seen<Record<string, string>>('environment');

  it('has the id of the run, the same in each process [V08]', async () => {
    const ids = (await all()).map((variables) => variables['AZUREML_RUN_ID']);
    expect(ids).toEqual([expect.stringMatching(/./), ids[0]]);
  });

  it('has the folder of the model [V09]', async () => {
    expect((await all())[0]).toMatchObject({ AZUREML_MODEL_DIR: '/models' });
  });

  it('has the variables of the job [V14]', async () => {
    expect((await all())[0]).toMatchObject({ GIVEN: 'by the job' });
  });
});
