import { WorkerError } from '../contract/errors.ts';
import { systemErrorOf, systemErrorText } from './system-error.ts';

/** This machine does not let the process do what it has to: its disk is full, it has no more descriptors, … */
export class MachineError extends WorkerError {
  readonly fault = 'transient';
}

const MORE_SPACE = 'free space, or use another disk';
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: MORE_SPACE,
  EDQUOT: MORE_SPACE,
  EFBIG: 'raise the limit for the size of a file (ulimit -f)',
  EROFS: 'use a folder that can be written',
  EACCES: 'use one for which this user has the permission',
  EPERM: 'use one for which this user has the permission',
  ENAMETOOLONG: 'use a shorter path',
  EMFILE: 'raise the limit of open files (ulimit -n)',
  ENFILE: 'end programs that hold many files open',
  EAGAIN: 'raise the limit of processes (ulimit -u), or end some',
  ENOMEM: 'free memory, or use fewer processes',
  EIO: 'check the disk',
};

/**
 * Why this machine failed, in one sentence with what to do.
 *
 * @param what what cannot be done, for example `The rows cannot be written to /out`
 * @returns null when the error is not the operating system's
 */
export function machineError(what: string, error: unknown): MachineError | null {
  const system = systemErrorOf(error);
  if (system === null) return null;
  const advice = ADVICE[system.name];
  const message = `${what}: ${systemErrorText(system)}${advice === undefined ? '' : `; ${advice}`}.`;
  return new MachineError('machine_limit', message, { cause: error });
}

/** For an error that nothing nearer has explained: a limit of the machine, never what may be a defect (ENOENT, EBADF, …). */
export function unexplainedLimit(error: unknown): MachineError | null {
  const system = systemErrorOf(error);
  if (system === null || !Object.hasOwn(ADVICE, system.name)) return null;
  const { syscall = 'go on', path } = error as NodeJS.ErrnoException;
  return machineError(path === undefined ? `Cannot ${syscall}` : `Cannot ${syscall} ${path}`, error);
}

/** Limits of one machine; another one, such as a node of a cluster, may have none of them. */
const OF_THIS_MACHINE = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOSPC', 'EDQUOT', 'EFBIG'];

/** The sentence of a limit of the machine at the end of what another process said; null where it says something else. */
export function limitSaidIn(text: string): MachineError | null {
  const isLimit = OF_THIS_MACHINE.some((name) => text.endsWith(` (${name}); ${ADVICE[name]}.`));
  if (!isLimit) return null;
  const sentence = text.slice(text.lastIndexOf('\n') + 1).replace(/^(?:[\w.]*Error: )+/, '');
  return new MachineError('machine_limit', sentence);
}
