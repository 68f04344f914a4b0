import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { JobLogs } from '../../../src/replay/job-logs/job-logs.ts';
import type { CountedEvent, FailedEvent } from '../../../src/replay/journal/events.ts';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let logs: JobLogs;
const begun = Date.UTC(2020, 7, 7, 12);
const open = (miniBatches = 3): JobLogs =>
  new JobLogs({
    folder,
    miniBatches,
    items: 2 * miniBatches,
    runMaxTry: 2,
    errorThreshold: 1,
    begunAt: new Date(begun),
  });
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'logs');
  logs = open();
});

const read = (file: string) => readFile(join(folder, file), 'utf8');
const place = { process: 7, started: begun, ended: begun };
const processed = (index: number, rows: number, changes: Partial<CountedEvent> = {}): CountedEvent => ({
  event: 'counted',
  index,
  items: 2,
  rows,
  ...place,
  ...changes,
});
const failed = (index: number, message: string, changes: Partial<FailedEvent> = {}): FailedEvent => ({
  event: 'failed',
  index,
  items: 2,
  attempt: 1,
  reason: 'EntryScriptRunException',
  message,
  ...place,
  ...changes,
});

const summary = (changes: Partial<ReplaySummary>): ReplaySummary => ({
  version: 1,
  verdict: 'completed',
  rule: null,
  started_at: '',
  elapsed_seconds: 1,
  items_per_second: 1,
  host: 'python',
  arguments: [],
  settings: {},
  versions: {},
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
  it('say what became of it, first in one line [L05]', async () => {
    logs.end(summary({}), begun + 5000);
    expect(await read('job_result.txt')).toBe(
      'The job completed. Total 1 mini-batches with 2 items; processed 1 mini-batches with 2 items: ' +
        '2 succeeded, 0 failed; the error threshold is 1.\n',
    );
    expect(await readdir(folder)).not.toContain('job_error.txt');
  });

  it.each([
    [3, 4, 'Main cause: EntryScriptRunTimeout, in 4 of 7 attempts\n'],
    [4, 4, ''],
  ])(
    'name what more than half of the attempts failed with: %i processed, %i timeouts [A15]',
    async (done, timeouts, cause) => {
      const rule = { name: 'error_threshold', message: '2 items failed' };
      const mini_batches = { total: 9, processed: done, failed: 1, pending: 0 };
      logs.end(
        summary({
          verdict: 'failed',
          rule,
          mini_batches,
          failed_attempts: { EntryScriptRunTimeout: timeouts },
        }),
        begun,
      );
      expect(await read('job_result.txt')).toContain(`2 items failed\n${cause}Failed attempts`);
    },
  );

  it('say where the errors of the leader are', async () => {
    logs.take({ event: 'leader_failed', time: begun, reason: 'EntryScriptInvalid', message: 'no run()' });
    logs.end(summary({ verdict: 'failed' }), begun);
    expect(await read('job_result.txt')).toMatch(/\nThe errors are in job_error\.txt\.\n$/);
    expect(await read('job_error.txt')).toBe(
      'EntryScriptInvalid: 1\n  the check of the entry script:\n    no run()\n',
    );
  });

  it('name the rule that failed it, and its errors by reason with the first cases [L11]', async () => {
    for (const index of [0, 1, 2, 3]) logs.take(failed(index, `ValueError: ${index}\nwhere`));
    logs.take(failed(4, 'run() did not return within 60 s', { reason: 'EntryScriptRunTimeout' }));
    const rule = { name: 'error_threshold', message: '2 items failed' };
    const attempts = { EntryScriptRunException: 4, EntryScriptRunTimeout: 1 };
    logs.end(summary({ verdict: 'failed', rule, failed_attempts: attempts }), begun);
    const result = await read('job_result.txt');
    expect(result).toMatch(/^The job failed\./);
    expect(result).toContain('Reason: error_threshold: 2 items failed\n');
    expect(result).toContain('Failed attempts: EntryScriptRunException 4\n');
    expect(result).toMatch(/\nThe errors are in job_error\.txt\.\n$/);
    const errors = await read('job_error.txt');
    expect(errors).toMatch(/^EntryScriptRunException: 4\n {2}mini-batch 0, attempt 1 of 2, process 7:\n/);
    expect(errors).toContain('    ValueError: 2\n    where\n  and 1 more\n');
    expect(errors).not.toContain('ValueError: 3');
    expect(errors).toContain('EntryScriptRunTimeout: 1\n');
  });

  it('report each settled mini-batch once, a failed one with its last attempt [L07]', async () => {
    logs.take(processed(0, 1, { ended: begun + 1500 }));
    logs.take(failed(1, 'no'));
    logs.take(failed(1, 'no', { attempt: 2, started: begun + 1500, ended: begun + 1750 }));
    expect((await read('sys/job_report/processed_mini-batches.csv')).trimEnd().split('\n')).toEqual([
      'Task Id,Ip Address,Process Id,Start Time,Total,Succeeded,Failed,Elapsed Seconds,Process Seconds,Run Method Seconds',
      '0,127.0.0.1,7,2020-08-07T12:00:00.000Z,2,1,1,1.500,,1.500',
      '1,127.0.0.1,7,2020-08-07T12:00:01.500Z,2,0,2,0.250,,0.250',
    ]);
  });

  it('warn of a mini-batch with more rows than items [L09] [L13]', async () => {
    logs.take(processed(3, 3));
    logs.take(processed(4, 2));
    const lines = (await read('sys/master_role.txt')).split('\n').filter((line) => line.includes('WARNING'));
    expect(lines).toEqual([expect.stringContaining('mini-batch 3 returned 3 rows for 2 items')]);
  });

  it('follow the progress at most once a second, and to the end [L06]', async () => {
    logs.take(processed(0, 2));
    logs.take(failed(1, 'no', { attempt: 2, ended: begun + 400 }));
    logs.take(processed(2, 2, { ended: begun + 800 }));
    logs.end(summary({}), begun + 5000);
    const lines = (await read('job_progress_overview.20200807T120000.txt')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('processed 1 mini-batches with 2 items: 2 succeeded, 0 failed');
    expect(lines[1]).toContain('processed 3 mini-batches with 6 items: 4 succeeded, 2 failed');
  });

  it('name every file in readme.txt [L08]', async () => {
    logs.take({
      event: 'init_failed',
      process: 1,
      time: begun,
      reason: 'EntryScriptInitException',
      message: 'no',
    });
    logs.take(processed(0, 2));
    logs.end(summary({ init_failures: 1 }), begun);
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
