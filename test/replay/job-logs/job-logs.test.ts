import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EntryScriptError, HostTimeoutError } from '../../../src/replay/host/host-errors.ts';
import { JobLogs } from '../../../src/replay/job-logs/job-logs.ts';
import { countFailed, countProcessed, emptyTally } from '../../../src/replay/schedule/tally.ts';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { temporaryFolder } from '../temporary-folder.ts';

let folder: string;
let time: number;
let logs: JobLogs;
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'logs');
  time = Date.UTC(2020, 7, 7, 12);
  logs = new JobLogs({ folder, runMaxTry: 2, errorThreshold: 1, now: () => time });
});

const read = (file: string) => readFile(join(folder, file), 'utf8');
const attempt = (index: number, number = 1) => ({
  task: { index, files: ['/in/a', '/in/b'] },
  attempt: number,
  processNumber: 7,
});

const summary = (changes: Partial<ReplaySummary>): ReplaySummary => ({
  version: 1,
  verdict: 'completed',
  rule: null,
  started_at: '',
  elapsed_seconds: 1,
  items_per_second: 1,
  host: 'python',
  mini_batches: { total: 1, processed: 1, failed: 0, pending: 0 },
  items: { total: 2, succeeded: 2, failed: 0, pending: 0 },
  left_out: {},
  rows: 2,
  rows_by_status: {},
  nothing_read: null,
  failed_items: {},
  failed_mini_batches: [],
  failed_attempts: {},
  init_failures: 0,
  processes_started: 1,
  metrics: null,
  files: { rows: null, failed_items: null, logs: '' },
  ...changes,
});

describe('the logs of a job', () => {
  it('say what became of it, first in one line', async () => {
    logs.end(summary({}));
    expect(await read('job_result.txt')).toBe(
      'The job completed. Total 1 mini-batches with 2 items; processed 1 mini-batches with 2 items: ' +
        '2 succeeded, 0 failed; the error threshold is 1.\n',
    );
    expect(await readdir(folder)).not.toContain('job_error.txt');
  });

  it('name the rule that failed it, and its errors by reason with the first cases', async () => {
    for (const index of [0, 1, 2, 3]) {
      const error = new EntryScriptError('EntryScriptRunException', `ValueError: ${index}\nwhere`);
      logs.attemptFailed({ ...attempt(index), error });
    }
    logs.attemptFailed({ ...attempt(4), error: new HostTimeoutError('EntryScriptRunTimeout', 60) });
    const rule = { name: 'error_threshold', message: '2 items failed' };
    const failed = { EntryScriptRunException: 4, EntryScriptRunTimeout: 1 };
    logs.end(summary({ verdict: 'failed', rule, failed_attempts: failed }));
    const result = await read('job_result.txt');
    expect(result).toMatch(/^The job failed\./);
    expect(result).toContain('Reason: error_threshold: 2 items failed\n');
    expect(result).toContain('Failed attempts: EntryScriptRunException 4\n');
    const errors = await read('job_error.txt');
    expect(errors).toMatch(/^EntryScriptRunException: 4\n {2}mini-batch 0, attempt 1 of 2, process 7:\n/);
    expect(errors).toContain('    ValueError: 2\n    where\n  and 1 more\n');
    expect(errors).not.toContain('ValueError: 3');
    expect(errors).toContain('EntryScriptRunTimeout: 1\n');
  });

  it('report each settled mini-batch once, a failed one with its last attempt', async () => {
    logs.attemptStarted(attempt(0));
    time += 1500;
    logs.appended(attempt(0), ['a']);
    logs.attemptStarted(attempt(1));
    const error = new EntryScriptError('EntryScriptRunException', 'no');
    logs.attemptFailed({ ...attempt(1), error });
    logs.attemptStarted(attempt(1, 2));
    time += 250;
    logs.attemptFailed({ ...attempt(1, 2), error });
    expect((await read('sys/job_report/processed_mini-batches.csv')).trimEnd().split('\n')).toEqual([
      'Task Id,Ip Address,Process Id,Start Time,Total,Succeeded,Failed,Elapsed Seconds,Process Seconds,Run Method Seconds',
      '0,127.0.0.1,7,2020-08-07T12:00:00.000Z,2,1,1,1.500,,1.500',
      '1,127.0.0.1,7,2020-08-07T12:00:01.500Z,2,0,2,0.250,,0.250',
    ]);
  });

  it('warn of a mini-batch with more rows than items', async () => {
    logs.appended(attempt(3), ['a', 'b', 'c']);
    logs.appended(attempt(4), ['a', 'b']);
    const lines = (await read('sys/master_role.txt')).split('\n').filter((line) => line.includes('WARNING'));
    expect(lines).toEqual([expect.stringContaining('mini-batch 3 returned 3 rows for 2 items')]);
  });

  it('follow the progress at most once a second, and to the end', async () => {
    let tally = emptyTally(3, 6);
    for (const step of [countProcessed, countFailed, countProcessed]) {
      tally = step(tally, 2, 2);
      logs.progressed(tally);
      time += 400;
    }
    logs.end(summary({}));
    const lines = (await read('job_progress_overview.20200807T120000.txt')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('processed 1 mini-batches with 2 items: 2 succeeded, 0 failed');
    expect(lines[1]).toContain('processed 3 mini-batches with 6 items: 4 succeeded, 2 failed');
  });

  it('name every file in readme.txt', async () => {
    logs.initFailed(1, new EntryScriptError('EntryScriptInitException', 'no'));
    logs.progressed(emptyTally(0, 0));
    logs.end(summary({ init_failures: 1 }));
    const readme = await read('readme.txt');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThanOrEqual(6);
    const names = files
      .map(({ name }) => name.replace(/\.2020.*$/, ''))
      .filter((name) => name !== 'readme.txt');
    expect(names.filter((name) => !readme.includes(name))).toEqual([]);
  });
});
