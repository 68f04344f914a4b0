import { cp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalPaths } from '../../../src/replay/journal/journal-paths.ts';
import { readJournalState } from '../../../src/replay/journal/journal-state.ts';
import { hiddenName } from '../../../src/replay/results/hidden-name.ts';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import type { FakeScript } from '../host/fake-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type FakeReplayOptions, readRows, recordKills, ROWS, runReplay } from './run-replay.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

async function copyOf(killed: string): Promise<string> {
  const output = `${killed}-resumed`;
  await cp(killed, output, { recursive: true });
  return output;
}

/** As after a crash that lost the end of a file: keeps this share of it. */
async function cut(file: string, share: number): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (share < 1 && size > 0) await truncate(file, Math.floor(size * share));
}

/** Of the journal, the rows and the hidden files beside them, these shares are left. */
async function cutFiles(output: string, shares: readonly number[]): Promise<void> {
  const rows = join(output, ROWS);
  const files = [journalPaths(output).events, rows, hiddenName(rows, 'a'), hiddenName(rows, 'b')];
  for (const [index, file] of files.entries()) await cut(file, shares[index] ?? 1);
}

/** What the logs of the job say, without the numbers of processes and the order in which mini-batches ended. */
async function readLogs(output: string): Promise<unknown> {
  const read = async (name: string) => {
    const text = await readFile(join(output, 'logs', name), 'utf8');
    return text
      .replaceAll(/process \d+|127\.0\.0\.1,\d+/g, 'process')
      .split('\n')
      .toSorted();
  };
  const own = ['readme.txt', 'job_result.txt', 'job_error.txt', 'sys/master_role.txt', REPORT, OVERVIEW];
  return Object.fromEntries(await Promise.all(own.map(async (name) => [name, await read(name)])));
}
const REPORT = 'sys/job_report/processed_mini-batches.csv';
const OVERVIEW = 'job_progress_overview.19700101T000000.txt';

const sortedRows = async (output: string) => (await readRows(output)).split('\n').toSorted();

describe('a replay that was killed', () => {
  it('continues to the same rows, and runs nothing again that was done', async () => {
    const folder = await temporaryFolder();
    const kills = await recordKills(folder);
    const undisturbed = await readRows(join(folder, 'undisturbed'));
    for (const killed of kills.slice(0, -1)) {
      const output = await copyOf(killed);
      const done = (await readRows(output).catch(() => '')).split('is read\n').length - 1;
      const { runs, error, summary } = await runReplay(output);
      expect(error).toBeNull();
      expect(await readRows(output)).toBe(undisturbed);
      expect(runs.filter((run) => !run.startsWith('run 1')).length).toBeLessThanOrEqual(
        4 - Math.floor(done / 2),
      );
      expect(summary).toMatchObject({
        verdict: 'completed',
        mini_batches: { total: 5, processed: 4, failed: 1, pending: 0 },
        failed_attempts: { EntryScriptRunException: 2 },
      });
      expect((await readdir(output)).toSorted()).toEqual([
        '.parallel-run-ocr-replay.json',
        'journal',
        'logs',
        ROWS,
        'summary.json',
      ]);
      await rm(output, { recursive: true });
    }
  });

  it('has the logs of one that was not interrupted, also after it was interrupted twice', async () => {
    const folder = await temporaryFolder();
    const kills = await recordKills(folder);
    const undisturbed = await readLogs(join(folder, 'undisturbed'));
    for (const killed of kills.slice(0, -1)) {
      const output = await copyOf(killed);
      const drain = new AbortController();
      await runReplay(output, { drain: drain.signal, appended: () => drain.abort() });
      await runReplay(output);
      expect(await readLogs(output)).toEqual(undisturbed);
    }
  });

  it('numbers its processes over all parts, and counts calls of init() that failed in all', async () => {
    const folder = await temporaryFolder();
    const drain = new AbortController();
    const init: FakeScript['init'] = ({ number }) => {
      if (number % 2 === 1) throw new EntryScriptError('EntryScriptInitException', 'no');
    };
    const run: FakeScript['run'] = (_process, files) => {
      drain.abort();
      return [...files];
    };
    const first = await runReplay(folder, { script: { init, run }, drain: drain.signal });
    expect(first.summary.verdict).toBe('interrupted');
    const started = first.summary.processes_started;
    const second = await runReplay(folder, { script: { run: (_process, files) => [...files] } });
    expect(second.summary).toMatchObject({
      processes_started: started + 2,
      init_failures: first.summary.init_failures,
    });
    const processes = second.runs.map((line) => Number(line.split(' in ')[1]));
    expect(Math.min(...processes)).toBeGreaterThan(started);
    expect(await readFile(join(folder, 'logs/job_error.txt'), 'utf8')).toContain(
      `EntryScriptInitException: ${first.summary.init_failures}\n`,
    );
  });

  it('has every row once without --ordered, whatever a crash cut from the journal and the rows', async () => {
    const folder = await temporaryFolder();
    const kills = await recordKills(folder, { ordered: false });
    const undisturbed = await sortedRows(join(folder, 'undisturbed'));
    const share = fc.oneof(fc.constant(1), numbersFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.nat(kills.length - 1), share, share, share, share, async (kill, ...shares) => {
        const output = await copyOf(kills[kill] ?? '');
        await cutFiles(output, shares);
        const { error } = await runReplay(output, { ordered: false });
        expect(error).toBeNull();
        expect(await sortedRows(output)).toEqual(undisturbed);
        await rm(output, { recursive: true });
      }),
      { numRuns: 20 },
    );
  });

  it('continues to the same rows and logs whatever a crash cut from the journal and the rows', async () => {
    const folder = await temporaryFolder();
    const kills = await recordKills(folder);
    const undisturbed = await readRows(join(folder, 'undisturbed'));
    const logs = await readLogs(join(folder, 'undisturbed'));
    const share = fc.oneof(fc.constant(1), numbersFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.nat(kills.length - 1), share, share, share, share, async (kill, ...shares) => {
        const output = await copyOf(kills[kill] ?? '');
        await cutFiles(output, shares);
        const { error } = await runReplay(output);
        expect(error).toBeNull();
        expect(await readRows(output)).toBe(undisturbed);
        expect(await readLogs(output)).toEqual(logs);
        await rm(output, { recursive: true });
      }),
      { numRuns: 20 },
    );
  });

  it('counts what was done with summary_only, where there are no rows', async () => {
    const folder = await temporaryFolder();
    const kills = await recordKills(folder, { outputAction: 'summary_only' });
    const output = await copyOf(kills.at(-2) ?? '');
    const { runs, summary } = await runReplay(output, { outputAction: 'summary_only' });
    expect(runs.length).toBeLessThan(5);
    expect(summary).toMatchObject({
      mini_batches: { processed: 4, failed: 1 },
      rows: 8,
      files: { rows: null },
    });
  });

  it('is continued with the run id of its store', async () => {
    const folder = await temporaryFolder();
    const [, killed = ''] = await recordKills(folder);
    const state = await readJournalState(journalPaths(killed).events);
    expect(state).toMatchObject({ ended: false, started: { run_id: 'run' } });
  });
});

describe('what changed since a replay was killed', () => {
  it.each<[string, FakeReplayOptions, string]>([
    ['an argument', { argumentsGiven: ['--x', '2'] }, '--x was 1 and is 2'],
    ['a new argument', { argumentsGiven: ['--x', '1', '--y'] }, '--y was not given and is given'],
    ['a missing argument', { argumentsGiven: [] }, '--x was 1 and is not given'],
    ['code', { code: { '/entry.py': 'a' } }, '/entry.py was added to the code'],
    ['the input', { size: 1 }, '5 files removed (/in/0-1.jpg, /in/1-1.jpg, /in/2-1.jpg, and 2 more)'],
  ])('%s: it is named and nothing is touched', async (_what, options, change) => {
    const folder = await temporaryFolder();
    const output = (await recordKills(folder)).at(-2) ?? '';
    const names = await readdir(output, { recursive: true });
    const rows = await readRows(output);
    await expect(runReplay(output, options)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(change),
    });
    expect(await readdir(output, { recursive: true })).toEqual(names);
    expect(await readRows(output)).toBe(rows);
  });
});
