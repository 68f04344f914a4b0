import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const CLI = join(import.meta.dirname, '../../../dist/src/cli/main.js');

export interface Started {
  readonly child: ChildProcess;
  readonly out: Promise<string>;
  readonly err: Promise<string>;
  readonly code: Promise<number | null>;
}

export function startCommand(argv: readonly string[], folder: string, env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, [CLI, ...argv], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    child,
    out: text(child.stdout),
    err: text(child.stderr),
    code: new Promise((resolve) => {
      child.once('close', resolve);
    }),
  };
}

/** All processes whose environment holds the marker but `except`: it outlives a lost parent. */
export function processesMarked(marker: string, except: readonly (number | undefined)[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && !except.includes(pid) && environmentOf(pid).includes(marker));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** Kills a process at random, at most `kills` times, until it is stopped. Returns the count of those that were hit. */
export function killAtRandom(
  candidates: () => readonly number[],
  kills: number,
  everyMs: number,
): () => number {
  let hit = 0;
  const timer = setInterval(() => {
    const pids = candidates();
    const pid = pids[Math.floor(Math.random() * pids.length)];
    if (pid === undefined || hit >= kills) return;
    try {
      process.kill(pid, 'SIGKILL');
      hit += 1;
    } catch {
      // It has just ended.
    }
  }, everyMs);
  return () => {
    clearInterval(timer);
    return hit;
  };
}
