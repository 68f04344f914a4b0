import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { TransientError } from '../contract/errors.ts';
import { systemClock } from '../flow/clock.ts';
import { sleep } from '../flow/sleep.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import { toFileSystemPath } from './file-system-path.ts';
import { type FileFacts, type ReadTools, readOnce } from './read-once.ts';
import { HangingReadError } from './storage-error.ts';

export interface ReadRetry {
  readonly path: string;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly error: TransientError;
}

export interface PatientReadTools extends ReadTools {
  readonly onRetry: (retry: ReadRetry) => void;
}

/** The file system of this process. */
export const systemReadTools: ReadTools = {
  clock: systemClock,
  // O_NONBLOCK: opening a named pipe must not wait for a writer.
  open: (path) => open(toFileSystemPath(path), constants.O_RDONLY | constants.O_NONBLOCK),
};

const WAITS_MS = [500, 1000, 2000];

/**
 * Reads a file; when its storage or the machine fails with a transient error, again after a wait, four times in all. A
 * storage that does not respond is asked once, because each read that hangs holds a thread.
 *
 * @param check throws when the file is not wanted
 * @throws the error of the last attempt, see `readOnce`
 */
export async function readPatiently(
  path: string,
  tools: PatientReadTools,
  check: (facts: FileFacts) => void | Promise<void>,
  { signal, endsAt }: TimeScope,
): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await readOnce(path, tools, check, signal);
    } catch (error) {
      signal.throwIfAborted();
      const waitMs = WAITS_MS[attempt - 1];
      const mayPass = error instanceof TransientError && !(error instanceof HangingReadError);
      if (!mayPass || waitMs === undefined || tools.clock.now() + waitMs >= endsAt) throw error;
      tools.onRetry({ path, attempt, waitMs, error });
      await sleep(tools.clock, waitMs, signal);
    }
  }
}
