import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Measurement {
  readonly code: number | null;
  readonly seconds: number;
  /** CPU of the process alone, without those it started; seconds. */
  readonly cpuSeconds: number;
  /** The most memory that it held; MB. */
  readonly rss: number;
}

const SAMPLE_MS = 100;
const TICKS_PER_SECOND = 100;

/** Runs a command to its end; Linux only. */
export async function measure(command: string, argv: readonly string[], cwd: string): Promise<Measurement> {
  const startedAt = performance.now();
  const child = spawn(command, argv, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  let cpuSeconds = 0;
  let rss = 0;
  const sample = (): void => {
    try {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND || cpuSeconds;
      const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
      rss = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? rss * 1024) / 1024;
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  return { code, seconds: (performance.now() - startedAt) / 1000, cpuSeconds, rss };
}
