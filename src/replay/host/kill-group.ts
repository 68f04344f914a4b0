import { kill } from 'node:process';

/** Ends a group of processes at once. The pid of its leader names it, also after the leader has gone. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
