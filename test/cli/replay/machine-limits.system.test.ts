import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext, vi } from 'vitest';
import type { ReplaySummary } from '../../../src/report/summary/summary.ts';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { MAIN, startCli } from '../run-cli.ts';
import { folderWithInput } from './support/input-folder.ts';
import { startSlowReplay } from './support/slow-replay.ts';

const ONE_SENTENCE = /^[^\n]+\.\n$/;
const SCRIPTS = { python: 'echo_entry.py', node: 'slow-entry.mjs' } as const;

function replayArguments(host: keyof typeof SCRIPTS, ...options: string[]): string[] {
  const entry = join(ENTRY_SCRIPTS, SCRIPTS[host]);
  return ['replay', 'in', '--host', host, '--mini_batch_size=1', '--entry_script', entry, ...options];
}

/** Runs it below a limit of the shell. */
function runLimited(limit: string, argv: readonly string[], cwd: string) {
  const command = `${limit}; exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, MAIN, ...argv], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  // On a busy machine there is progress too.
  return { code: status, out: stdout, err: stderr.replaceAll(/^\d+ %.*\n/gm, '') };
}

/** Below the first limit that the program itself can be loaded with: how many files that opens at once is chance. */
function runWithFewDescriptors(argv: readonly string[], cwd: string): ReturnType<typeof runLimited> {
  for (const limit of [54, 60, 66, 72, 78, 84, 90]) {
    const end = runLimited(`ulimit -n ${limit}`, argv, cwd);
    if (end.code !== 2) return end;
  }
  return expect.fail('The program cannot be loaded.');
}

/** A file system of its own size; the test is skipped where none can be mounted. */
function mountSmallDisk(folder: string, options: string, skip: TestContext['skip']): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    skip('a small tmpfs cannot be mounted here (needs root)');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
}

describe.each(['python', 'node'] as const)('a replay with --host %s', (host) => {
  it('on a disk that is full from the start ends with one sentence', async ({ skip }) => {
    const folder = await folderWithInput(3);
    const disk = join(folder, 'disk');
    await mkdir(disk);
    mountSmallDisk(disk, 'size=40k', skip);
    await writeFile(join(disk, 'others'), Buffer.alloc(36 * 1024));
    const options = ['--output', 'disk/output', '--process_count_per_node=1'];
    const { code, err } = await startCli(replayArguments(host, ...options), folder).done;
    expect(err).toMatch(
      /^The list of the input cannot be written to .*: no space left on device \(ENOSPC\); .*\.\n$/,
    );
    expect(code).toBe(2);
  });

  it('with too few descriptors for its processes stops with a summary and one sentence', async () => {
    const folder = await folderWithInput(40);
    const argv = replayArguments(host, '--overwrite', '--process_count_per_node=40');
    const { code, out, err } = runWithFewDescriptors(argv, folder);
    expect(err).toMatch(
      /^A worker process cannot be started: too many open files \(EMFILE\); .*ulimit -n\)\.\n$/,
    );
    expect(out).toContain('Stopped before the end');
    expect(code).toBe(3);
  });
});

it('a replay of our entry script says in one sentence which limit of descriptors stops it, and where', async () => {
  const folder = await folderWithInput(40);
  const argv = ['replay', 'in', '--faithful_init', '--overwrite', '--mini_batch_size=1'];
  argv.push('--process_count_per_node=40', '--', '--engine', 'offline');
  const ends = [21, 30, 45].map((limit) => runLimited(`ulimit -n ${limit}`, argv, folder));
  ends.push(runWithFewDescriptors(argv, folder));
  for (const { err } of ends) {
    expect(err).toMatch(/too many open files.*; raise the limit of open files \(ulimit -n\)\.\n$/);
    expect(err).toMatch(/^(?:Cannot|This program cannot|A worker process cannot) /);
    expect(err).toMatch(ONE_SENTENCE);
  }
  // Below some limit the replay cannot be loaded; above it, its workers cannot all be started.
  expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 3]);
  expect(ends.at(-1)?.out).toContain('Stopped before the end');
});

describe('a replay whose rows reach a limit', () => {
  it('keeps the mini-batches that were appended, sums them up and can be continued', async () => {
    // The journal outgrows this, the list of the input does not, up to a path of about 100 characters.
    // 512 bytes a block: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html
    const folder = await folderWithInput(60);
    // The journal begins with a hash for each file beside the script, so the script has a folder of its own.
    const script = join(folder, 'code', SCRIPTS.python);
    await mkdir(join(folder, 'code'));
    await copyFile(join(ENTRY_SCRIPTS, SCRIPTS.python), script);
    const argv = [
      'replay',
      'in',
      '--mini_batch_size=1',
      '--process_count_per_node=1',
      '--entry_script',
      script,
    ];
    const { code, out, err } = runLimited('ulimit -f 18', argv, folder);
    expect(err).toMatch(/^The journal cannot be written to .*: file too large \(EFBIG\); .*\.$/m);
    expect(code).toBe(3);
    const rows = (await readFile(join(folder, 'output', 'parallel_run_step.txt'), 'utf8')).split('\n');
    const summary = JSON.parse(
      await readFile(join(folder, 'output', 'summary.json'), 'utf8'),
    ) as ReplaySummary;
    expect(rows.pop()).toBe('');
    expect(summary).toMatchObject({ verdict: 'interrupted', rule: null, rows: rows.length });
    // Mini-batches that wait for the disk together also fail together.
    expect(summary.mini_batches.processed).toBeGreaterThan(0);
    expect(summary.mini_batches.pending).toBe(60 - summary.mini_batches.processed);
    expect(out).toContain(`rows            ${rows.length}`);
    const resumed = await startCli([...argv, '--resume'], folder).done;
    expect(resumed.out).toContain('mini-batches    60: 60 processed, 0 failed');
  });
});

describe('wrong usage', () => {
  it.each([
    [
      'a temporary folder that is missing',
      { TMPDIR: '/nonexistent' },
      [],
      /^TMPDIR: .* cannot be used: .*\(ENOENT\)\./,
    ],
    [
      'an output folder below a device',
      {},
      ['--output', '/dev/null/output'],
      /^--output: \/dev\/null\/output is a file; a folder is needed/,
    ],
    [
      'an output folder in /proc',
      {},
      ['--output', '/proc/output'],
      /^--output: \/proc\/output cannot be written: /,
    ],
  ])('%s', async (_, env, options, message) => {
    const folder = await folderWithInput(1);
    const { code, err } = await startCli(replayArguments('python', ...options), folder, env).done;
    expect(err.split('\nSee ')[0]).toMatch(message);
    expect(code).toBe(2);
  });

  it('an output folder that is read-only', async ({ skip }) => {
    const folder = await folderWithInput(1);
    const disk = join(folder, 'disk');
    await mkdir(disk);
    mountSmallDisk(disk, 'size=40k,ro', skip);
    const { code, err } = await startCli(replayArguments('python', '--output', 'disk/deep/output'), folder)
      .done;
    expect(err).toMatch(
      /^--output: .*\/disk\/deep\/output cannot be written: read-only file system \(EROFS\); use/,
    );
    expect(code).toBe(2);
  });
});

describe('any command', () => {
  it.skipIf(process.platform !== 'linux')('whose output goes to a full disk says so', async () => {
    const command = 'exec "$0" "$@" > /dev/full';
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, MAIN, '--help'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe(
      'The output cannot be written: no space left on device (ENOSPC); free space, or use another disk.\n',
    );
    expect(status).toBe(3);
  });
});

it.skipIf(process.platform !== 'linux')('the next replay removes what a killed one left', async () => {
  const killed = await startSlowReplay('python');
  const pids = killed.processes();
  // Stopped first: a child that sees its parent end would tidy up before its own turn.
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await killed.done;
  await vi.waitFor(() => expect(killed.processes()).toEqual([]));
  expect(await readdir(killed.temporary)).toHaveLength(2);
  const env = { TMPDIR: killed.temporary };
  const next = startCli(replayArguments('python', '--output', 'next'), killed.folder, env);
  expect(await next.done).toMatchObject({ code: 0 });
  expect(await readdir(killed.temporary)).toEqual([]);
});
