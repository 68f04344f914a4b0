import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { processesMarked } from './descendants.ts';
import { folderWithInput } from './input-folder.ts';
import { ENTRY_SCRIPTS } from '../../entry-scripts.ts';
import { startCli, type CliRun } from '../../run-cli.ts';

const SCRIPTS = { python: 'echo_entry.py', node: 'slow-entry.mjs' } as const;

export interface SlowReplay extends CliRun {
  readonly folder: string;
  /** Where the worker processes have their working folders. */
  readonly temporary: string;
  /** The replay and everything below it that still lives. */
  processes(): number[];
  /** Lets every `run` return. */
  release(): Promise<void>;
  /** The same command with `--resume`. */
  resume(): CliRun['done'];
}

/** Six mini-batches over two processes, both of which are in the middle of `run` when this resolves, until `release`. */
export async function startSlowReplay(host: 'python' | 'node'): Promise<SlowReplay> {
  const folder = await folderWithInput(6);
  const temporary = join(folder, 'tmp');
  const released = join(folder, 'released');
  await mkdir(temporary);
  const options = ['--host', host, '--mini_batch_size=1', '--process_count_per_node=2'];
  const entry = ['--entry_script', join(ENTRY_SCRIPTS, SCRIPTS[host]), '--', '--wait_for', released];
  const environment = { REPLAY_TEST_MARKER: folder, TMPDIR: temporary };
  const start = (...more: string[]): CliRun =>
    startCli(['replay', 'in', ...options, ...more, ...entry], folder, environment);
  const run = start();
  const processes = (): number[] => processesMarked(`REPLAY_TEST_MARKER=${folder}`);
  onTestFinished(() => {
    for (const pid of processes()) process.kill(pid, 'SIGKILL');
  });
  await vi.waitFor(async () => expect(await countRunning(folder)).toBe(2), { timeout: 15_000, interval: 50 });
  return {
    ...run,
    folder,
    temporary,
    processes,
    release: () => writeFile(released, ''),
    resume: () => start('--resume').done,
  };
}

/** `print` and what a Node module prints end in different logs, as on AML. */
async function countRunning(folder: string): Promise<number> {
  const logs = join(folder, 'output', 'logs');
  const names = await readdir(logs, { recursive: true }).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.stdout.txt')).map((name) => readFile(join(logs, name), 'utf8')),
  );
  return texts.filter((text) => text.includes('running')).length;
}
