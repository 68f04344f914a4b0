import { constants } from 'node:os';
import type { HostExit } from './worker-host.ts';

/** What most often is behind a signal. */
const CAUSES: Partial<Record<string, string>> = {
  SIGKILL: 'mostly because the memory was used up',
  SIGSEGV: 'a crash in native code',
  SIGBUS: 'a crash in native code, or a mapped file that was cut',
  SIGABRT: 'native code gave up, or a V8 heap was full',
  SIGILL: 'an instruction that this processor does not have',
};

/**
 * How a process ended in the middle of a call, with the exit code that AML's logs show: Python's, which is negative for a
 * signal. https://docs.python.org/3/library/subprocess.html#subprocess.Popen.returncode
 *
 * @param cause why, where it is known: a clause
 */
export function describeExit({ code, signal }: HostExit, cause = CAUSES[signal ?? '']): string {
  if (signal === null) {
    const early = code === 0 ? ', in the middle of its work, as after os._exit(0)' : '';
    return `with exit code ${code}${early}`;
  }
  const number = constants.signals[signal as NodeJS.Signals] as number | undefined;
  const shown = number === undefined ? '' : ` (exit code -${number})`;
  return `on signal ${signal}${shown}${cause === undefined ? '' : `, ${cause}`}`;
}
