import { readFileSync } from 'node:fs';
import { allProcesses, processesMarked } from '../cli/replay/support/descendants.ts';

/** What every user of the machine, or at least our own, can read about a process. */
export interface SeenProcess {
  readonly commandLine: string;
  readonly environment: ReadonlyMap<string, string>;
}

const SAMPLE_MS = 40;

/** Samples all processes that start from now on and whose environment holds `marker`, until it is stopped. */
export function watchProcesses(marker: string): () => readonly SeenProcess[] {
  const seen = new Map<string, SeenProcess>();
  const others = new Set(allProcesses());
  const timer = setInterval(() => {
    const started = allProcesses().filter((pid) => !others.has(pid));
    for (const pid of processesMarked(marker, started)) {
      const commandLine = read(pid, 'cmdline');
      const environ = read(pid, 'environ');
      seen.set(`${pid} ${commandLine} ${environ}`, { commandLine, environment: parse(environ) });
    }
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return [...seen.values()];
  };
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

function parse(environ: string): ReadonlyMap<string, string> {
  const pairs = environ.split('\0').filter((pair) => pair.includes('='));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
