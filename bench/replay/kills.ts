import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KillResult {
  readonly rounds: number;
  readonly kills: number;
  /** Rounds that ended otherwise than without a kill, by what was different: `rows`, or a log. */
  readonly different: Readonly<Record<string, number>>;
}

/**
 * Runs a replay again and again, kills it with SIGKILL at a random moment, and resumes it, killing it again with a
 * probability of a half, until it ends. Its rows must be the same bytes, without `--ordered` the same lines, and its logs
 * those of a replay that was not interrupted.
 *
 * @param argv of `node`, without the output folder
 */
export async function killAndResume(
  argv: readonly string[],
  folder: string,
  rounds: number,
): Promise<KillResult> {
  const undisturbed = join(folder, 'undisturbed');
  const ordered = argv.includes('--ordered');
  const startedAt = performance.now();
  await runOnce([...argv, '--output', undisturbed, '--overwrite'], Infinity);
  const lasts = performance.now() - startedAt;
  const expected = resultOf(undisturbed, ordered);
  const output = join(folder, 'killed');
  const different: Record<string, number> = {};
  let kills = 0;
  for (let round = 0; round < rounds; round += 1) {
    rmSync(output, { recursive: true, force: true });
    let code: number | null = null;
    for (let part = 0; code === null; part += 1) {
      const killAfter = part === 0 || Math.random() < 0.5 ? Math.random() * lasts * 1.1 : Infinity;
      code = await runOnce([...argv, '--output', output, '--resume'], killAfter);
      if (code !== null) continue;
      kills += 1;
      // Killed at its very end: nothing is left to resume.
      if (hasEnded(output)) code = 0;
    }
    const result: Record<string, string> = resultOf(output, ordered);
    const found = Object.keys(expected).filter((name) => result[name] !== expected[name]);
    if (code !== 0) found.push(`exit code ${code}`);
    for (const name of found) different[name] = (different[name] ?? 0) + 1;
  }
  return { rounds, kills, different };
}

/** @returns the exit code; null when it was killed before it ended */
async function runOnce(argv: readonly string[], killAfterMs: number): Promise<number | null> {
  const child = spawn(process.execPath, argv, { stdio: 'ignore' });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const ended = new AbortController();
  if (killAfterMs !== Infinity) {
    void sleep(killAfterMs, undefined, { signal: ended.signal }).then(
      () => child.kill('SIGKILL'),
      () => {},
    );
  }
  const [code] = await exited;
  ended.abort();
  return code;
}

function hasEnded(output: string): boolean {
  const journal = join(output, 'journal/events.jsonl');
  return existsSync(journal) && readFileSync(journal, 'utf8').includes('{"event":"ended"');
}

/** What must be the same, without times, processes, and the order in which mini-batches end. */
function resultOf(output: string, ordered: boolean): Record<string, string> {
  const read = (name: string): string => readFileSync(join(output, name), 'utf8');
  const rows = read('parallel_run_step.txt');
  const indexes = read('logs/sys/job_report/processed_mini-batches.csv').replaceAll(/,.*/g, '');
  const master = read('logs/sys/master_role.txt').replaceAll(/^\S+/gm, '');
  return {
    rows: ordered ? rows : sortedLines(rows),
    'processed_mini-batches.csv': sortedLines(indexes),
    'master_role.txt': sortedLines(master),
    'job_result.txt': read('logs/job_result.txt'),
    'readme.txt': read('logs/readme.txt'),
  };
}

function sortedLines(text: string): string {
  return text.split('\n').toSorted().join('\n');
}
