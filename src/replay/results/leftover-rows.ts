import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { machineError } from '../../files/machine-error.ts';

const NODE_ADDRESS = '127.0.0.1';

/**
 * Where the rows of a failed job are. On AML each process has such a file, and only a job that completes joins them to the
 * one that was asked for, so that nothing downstream takes a part for the whole.
 */
export function leftoverName(rows: string): string {
  return join(dirname(rows), `temp_${NODE_ADDRESS}_0_${basename(rows)}`);
}

/** @returns the new path. @throws WorkerError when the machine does not let it be renamed */
export async function leaveRows(rows: string): Promise<string> {
  const leftover = leftoverName(rows);
  try {
    await rename(rows, leftover);
    return leftover;
  } catch (error) {
    throw machineError(`The rows of the failed job cannot be renamed to ${leftover}`, error) ?? error;
  }
}
