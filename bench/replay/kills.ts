import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KillResult {
  readonly rounds: number;
  readonly kills: number;
  /** Rounds whose rows were other bytes than without a kill. */
  readonly different: number;
}

/**
 * Runs an ordered replay again and again, kills it with SIGKILL at a random moment, and resumes it, killing it again with
 * a probability of a half, until it ends.
 *
 * @param argv of `node`, without the output folder
 */
export async function killAndResume(
  argv: readonly string[],
  folder: string,
  rounds: number,
): Promise<KillResult> {
  const undisturbed = join(folder, 'undisturbed');
  const startedAt = performance.now();
  await runOnce([...argv, '--output', undisturbed, '--overwrite'], Infinity);
  const lasts = performance.now() - startedAt;
  const expected = rowsIn(undisturbed);
  const output = join(folder, 'killed');
  let kills = 0;
  let different = 0;
  for (let round = 0; round < rounds; round += 1) {
    rmSync(output, { recursive: true, force: true });
    let code: number | null = null;
    for (let part = 0; code === null; part += 1) {
      const killAfter = part === 0 || Math.random() < 0.5 ? Math.random() * lasts * 1.1 : Infinity;
      code = await runOnce([...argv, '--output', output, '--resume'], killAfter);
      if (code === null) kills += 1;
    }
    if (code !== 0 || !rowsIn(output).equals(expected)) different += 1;
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

function rowsIn(output: string): Buffer {
  return readFileSync(join(output, 'parallel_run_step.txt'));
}
