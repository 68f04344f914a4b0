import { readdirSync, readFileSync } from 'node:fs';

/** The pids of all processes but this one. */
export function allProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

/** The pids of those whose environment holds the marker, read from /proc: it outlives a lost parent. */
export function processesMarked(marker: string, among: readonly number[] = allProcesses()): number[] {
  return among.filter((pid) => environmentOf(pid).includes(marker));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
