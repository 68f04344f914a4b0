import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid as ownPid } from 'node:process';

/** What a name says about the process that made it: `PLACE-BOOT-PID-START`. */
const OWNER = /([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-(\d+)/;

/**
 * This process, for names: its pid, which another one may get later, with the time it started, the boot that this counts
 * from, and the host and namespace that the pid belongs to.
 *
 * Sources: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (starttime),
 * https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function ownerName(): string {
  return `${place()}-${boot()}-${ownPid}-${startOf(ownPid) ?? 0}`;
}

/** Whether the process that made a name has ended; false where that cannot be known, as for one of another machine. */
export function isAbandoned(name: string): boolean {
  const [, , itsBoot, pid, start] = OWNER.exec(name) ?? [];
  if (!isHere(name)) return false;
  return itsBoot !== boot() || startOf(Number(pid)) !== Number(start);
}

/** Whether the process that made a name belongs to this machine and container, so that it is known whether it runs. */
export function isHere(name: string): boolean {
  return OWNER.exec(name)?.[1] === place();
}

function place(): string {
  return shortHash(`${hostname()} ${orElse('', () => readlinkSync('/proc/self/ns/pid'))}`);
}

function boot(): string {
  return shortHash(orElse('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')));
}

/** In clock ticks after the boot; 0 where the system does not tell; null when there is no such process. */
function startOf(pid: number): number | null {
  try {
    kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  const stat = orElse('', () => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The name of the command, in parentheses, may hold anything.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

function orElse<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
