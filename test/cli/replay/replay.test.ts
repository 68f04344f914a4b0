import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { folderWithInput } from './support/input-folder.ts';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { type RunInEnd, runIn } from '../run-in.ts';

const summaryOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'output', 'summary.json'), 'utf8')) as ReplaySummary;
const rowsOf = async (folder: string) =>
  (await readFile(join(folder, 'output', 'parallel_run_step.txt'), 'utf8')).split('\n').slice(0, -1);

/** A replay of the folder `in` with the Python fixture; the last arguments go to it. */
function replay(
  folder: string,
  options: readonly string[],
  entryArguments: readonly string[] = [],
): Promise<RunInEnd> {
  const entry = join(ENTRY_SCRIPTS, 'echo_entry.py');
  const argv = ['replay', 'in', '--entry_script', entry, ...options, '--', ...entryArguments];
  return runIn(folder, argv, { env: process.env });
}

describe('exit codes', () => {
  it.each<[number, string, string[], string[]]>([
    [0, 'all items succeed', [], []],
    [0, 'items fail and no threshold is given', [], ['--omit', '3.jpg']],
    [0, 'as many items fail as the threshold says', ['--error_threshold', '1'], ['--omit', '3.jpg']],
    [42, 'one item more fails', ['--error_threshold', '0'], ['--omit', '3.jpg']],
    [42, 'no row comes back', [], ['--omit', '.jpg']],
    [0, 'no row comes back and none is asked for', ['--output_action', 'summary_only'], ['--omit', '.jpg']],
    [42, 'init fails', [], ['--init_fails', 'no secret']],
    [42, 'run returns the wrong type', [], ['--wrong_type', '1']],
    [2, 'an option is misspelt', ['--minibatch_size', '3'], []],
    [2, 'an option is abbreviated', ['--mini', '3'], []],
    [2, 'a number is none', ['--run_max_try', 'three'], []],
    [2, 'the entry script is missing', ['--entry_script', 'none.py'], []],
    [2, 'a reserved name is among the entry arguments', [], ['--output', 'x']],
  ])('%i when %s [O03] [T06] [T09]', async (code, _case, options, entryArguments) => {
    const folder = await folderWithInput(5);
    const oneProcess = ['--process_count_per_node', '1', ...options];
    expect(await replay(folder, oneProcess, entryArguments)).toMatchObject({ code });
    expect(existsSync(join(folder, 'output'))).toBe(code !== 2);
    const appends = code === 0 && !options.includes('summary_only');
    expect(existsSync(join(folder, 'output/parallel_run_step.txt'))).toBe(appends);
  });
});

describe('replay', () => {
  it('appends the rows of every mini-batch and sums up', async () => {
    const folder = await folderWithInput(25);
    const { out } = await replay(folder, ['--show-rows', '2']);
    const rows = await rowsOf(folder);
    expect(rows.toSorted()).toEqual(
      Array.from({ length: 25 }, (_, index) => join(folder, 'in', 'a', `${index}.jpg`)).toSorted(),
    );
    expect(out).toContain('mini-batches    3: 3 processed, 0 failed');
    expect(out).toContain('AML would say: Completed');
    expect(out.split('\n').slice(-3, -1)).toEqual(rows.slice(0, 2));
    expect(await summaryOf(folder)).toMatchObject({
      version: 1,
      verdict: 'completed',
      items: { total: 25, succeeded: 25, failed: 0, pending: 0 },
      files: { rows: join(folder, 'output', 'parallel_run_step.txt'), failed_items: null },
    });
    expect((await readdir(join(folder, 'output'))).toSorted()).toEqual([
      '.parallel-run-ocr-replay.json',
      'journal',
      'logs',
      'parallel_run_step.txt',
      'summary.json',
    ]);
  });

  it('prints what is in summary.json, and nothing else, with --json', async () => {
    const folder = await folderWithInput(2);
    const options = ['--process_count_per_node', '1', '--show_rows', '2', '--json'];
    const { code, out } = await replay(folder, options);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(await summaryOf(folder));
  });

  it('says in summary.json what ran, without secrets', async () => {
    const folder = await folderWithInput(1);
    await replay(folder, ['--process_count_per_node', '1'], ['--note', 'a', '--api_key', 'hunter2']);
    const summary = await summaryOf(folder);
    expect(summary).toMatchObject({
      arguments: ['--note', 'a', '--api_key', '[secret]'],
      settings: { mini_batch_size: '10', process_count_per_node: 1, run_max_try: 3 },
      versions: { node: process.versions.node, system: `${process.platform} ${process.arch}` },
    });
    expect(summary.versions['parallel-run-ocr']).toMatch(/^\d+\.\d+\.\d+/);
    expect(JSON.stringify(summary)).not.toContain('hunter2');
  });

  it('says which mini-batch failed, how often and why, and keeps the traceback in the logs', async () => {
    const folder = await folderWithInput(25);
    const { out, err } = await replay(folder, ['--process_count_per_node', '1'], ['--fail_batch', '1']);
    expect(err).toContain(
      'mini-batch 1, attempt 3 in process 1: EntryScriptRunException: ValueError: batch 1 fails',
    );
    expect(out).toContain(
      'mini-batch 1 failed after 3 attempts: EntryScriptRunException: ValueError: batch 1 fails',
    );
    expect(await summaryOf(folder)).toMatchObject({
      failed_items: { EntryScriptRunException: 10 },
      failed_attempts: { EntryScriptRunException: 3 },
    });
    const log = await readFile(join(folder, 'output/logs/user/error/local/process001.txt'), 'utf8');
    expect(log).toContain('echo_entry.py');
    expect(log).not.toContain('driver.py');
  });

  it('shows the first error of init in full', async () => {
    const folder = await folderWithInput(1);
    const { out } = await replay(folder, ['--process_count_per_node', '2'], ['--init_fails', 'no secret']);
    expect(out).toMatch(/init\(\) failed 6 times in a row.*The first error: ValueError: no secret/);
  });

  it('fails an attempt that returns far too much, and goes on', async () => {
    const folder = await folderWithInput(1);
    const { code, out } = await replay(folder, ['--run_max_try', '1'], ['--megabytes', '70']);
    expect(out).toContain('run() returned more than 64 MB of rows');
    expect(code).toBe(42);
    expect(await summaryOf(folder)).toMatchObject({
      verdict: 'failed',
      failed_attempts: { EntryScriptRunReturnTooLarge: 1 },
    });
  });

  it('leaves the rows of a failed job as a part, and replaces them with --overwrite [T07]', async () => {
    const folder = await folderWithInput(5);
    const options = ['--process_count_per_node', '1', '--error_threshold', '0'];
    const { code } = await replay(folder, options, ['--omit', '3.jpg']);
    const part = join(folder, 'output/temp_127.0.0.1_0_parallel_run_step.txt');
    expect(code).toBe(42);
    expect((await readFile(part, 'utf8')).split('\n')).toHaveLength(5);
    expect(await summaryOf(folder)).toMatchObject({ files: { rows: part } });
    expect(await replay(folder, [...options, '--overwrite'], [])).toMatchObject({ code: 0 });
    expect(existsSync(part)).toBe(false);
  });

  it('reports all problems together and starts nothing', async () => {
    const folder = await folderWithInput(1);
    const options = [
      '--frobnicate',
      '--run_max_try',
      '0',
      '--error-threshold=x',
      '--append_row_file_name',
      'a/b',
    ];
    const { err } = await replay(folder, options);
    expect(err).toMatch(/Unknown option --frobnicate\. Accepted: .*--mini_batch_size/);
    expect(err).toContain('--run_max_try is "0": give a whole number from 1');
    expect(err).toContain('--error_threshold is "x": give a number of items, or -1');
    expect(err).toContain('--append_row_file_name is "a/b"');
  });

  it('rejects an earlier output, unless --overwrite, and never touches what no replay made', async () => {
    const folder = await folderWithInput(2);
    const oneProcess = ['--process_count_per_node', '1'];
    await replay(folder, oneProcess);
    expect(await replay(folder, oneProcess)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--overwrite'),
    });
    await writeFile(join(folder, 'output', 'mine.txt'), 'mine');
    const again = await replay(folder, [...oneProcess, '--overwrite']);
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('left unchanged') });
    expect(await readFile(join(folder, 'output', 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('carries file names that no terminal likes', async () => {
    const folder = await folderWithInput(0);
    const name = Buffer.concat([Buffer.from(`${folder}/in/a/\u001B[31m"'\n`), Buffer.from([0xff])]);
    await writeFile(name, '');
    await writeFile(join(folder, 'in', 'a', 'good.jpg'), '');
    expect(
      await replay(folder, ['--process_count_per_node', '1', '--output_action', 'summary_only']),
    ).toMatchObject({ code: 0 });
    expect((await summaryOf(folder)).items.succeeded).toBe(2);
  });
});
