import { kill } from 'node:process';

/** Ends a group of processes at once. The pid of its leader names it, even after the leader has exited. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}
