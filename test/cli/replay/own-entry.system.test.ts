import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { processesMarked } from './support/descendants.ts';
import { startCli } from '../run-cli.ts';

const DAY = join(import.meta.dirname, '../../../samples/2020/08/07');
/** Small images that are read quickly. */
const FILES = ['signs/street-name.jpg', 'pages/blank.png'].map((name) => join(DAY, name));
const ENTRY_ARGUMENTS = ['--engine', 'offline', '--max_concurrency', '1'];

/** Runs a mini-batch again from its manifest, with the images elsewhere. */
async function retryFromManifest(folder: string, host: string, rows: readonly string[]): Promise<void> {
  await cp(join(folder, 'mine'), join(folder, 'copy'), { recursive: true });
  const argv = ['--manifest', 'output/failed_items/manifests/0.json', '--input_root', 'copy'];
  const retry = startCli(['replay', ...argv, '--host', host, '--output', 'retry'], folder);
  expect(await retry.done).toMatchObject({ code: 0, err: expect.stringContaining('--engine=offline') });
  const again = await readFile(join(folder, 'retry', 'parallel_run_step.txt'), 'utf8');
  const withoutDuration = (row: string): string => row.replace(/"duration_ms":\d+/, '');
  expect(rows.map(withoutDuration)).toContain(withoutDuration(again.trimEnd()));
}

describe.each(['python', 'node'])("this package's own entry script with --host %s", (host) => {
  it('reads images through the same init and run that AML calls', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder();
    const options = ['--host', host, '--process_count_per_node', '1'];
    const entryArguments = [...ENTRY_ARGUMENTS, '--row_fromat', 'csv'];
    for (const [index, path] of ['mine/2020/08/07/a.jpg', 'mine/sub/b.png'].entries()) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyFile(FILES[index] ?? '', join(folder, path));
    }
    await writeFile(join(folder, 'mine/Thumbs.db'), '');
    const run = startCli(['replay', 'mine', ...options, '--', ...entryArguments], folder);
    const { code, out, err } = await run.done;
    expect(code).toBe(0);
    expect(err).toContain('does not have, and ignores, --row_fromat (did you mean --row_format?)');
    const rows = (await readFile(join(folder, 'output', 'parallel_run_step.txt'), 'utf8'))
      .trimEnd()
      .split('\n');
    const parsed = rows.map((row) => JSON.parse(row) as { file: string; partition: string | null });
    expect(parsed.toSorted((one, other) => one.file.localeCompare(other.file))).toMatchObject([
      { file: '2020/08/07/a.jpg', partition: '2020/08/07' },
      { file: 'sub/b.png', partition: null },
    ]);
    expect(out).toContain('left out        1 (Thumbs.db 1)');
    await retryFromManifest(folder, host, rows);
    const verify = ['verify', 'output/parallel_run_step.txt', '--input', 'mine'];
    expect(await startCli(verify, folder).done).toMatchObject({ code: 0 });
    expect(await startCli([...verify, '--exclude', 'none'], folder).done).toMatchObject({ code: 3 });
  });

  it('rejects a wrong argument before anything starts', async () => {
    const folder = await temporaryFolder();
    const run = startCli(['replay', DAY, '--host', host, '--', '--engine', 'steam'], folder);
    expect(await run.done).toMatchObject({ code: 2, err: expect.stringContaining('steam') });
    expect(await readdir(folder)).toEqual([]);
  });

  it('repeats what init() rejects as often as AML with --faithful_init', async () => {
    const folder = await temporaryFolder();
    const options = ['--host', host, '--process_count_per_node', '1', '--faithful_init'];
    const run = startCli(['replay', DAY, ...options, '--', '--engine', 'steam'], folder);
    const { code, err } = await run.done;
    expect(code).toBe(42);
    expect(err.match(/init\(\) failed in process \d/g)).toHaveLength(3);
  });

  it('leaves no python and no node behind when the replay is killed', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder();
    const options = ['--host', host, '--mini_batch_size', '1', '--process_count_per_node', '1'];
    const argv = ['replay', join(DAY, 'anpr'), ...options, '--', ...ENTRY_ARGUMENTS];
    const run = startCli(argv, folder, { REPLAY_TEST_MARKER: folder });
    const processes = (): number[] => processesMarked(`REPLAY_TEST_MARKER=${folder}`);
    const rows = join(folder, 'output', 'parallel_run_step.txt');
    await vi.waitFor(async () => expect(await readFile(rows, 'utf8')).not.toBe(''), {
      timeout: 40_000,
      interval: 20,
    });
    expect(processes().length).toBeGreaterThan(host === 'python' ? 2 : 1);
    run.process.kill('SIGKILL');
    await run.done;
    await vi.waitFor(() => expect(processes()).toEqual([]), { timeout: 10_000, interval: 50 });
  });
});
