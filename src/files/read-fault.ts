import { ItemError, TransientError } from '../contract/errors.ts';
import { toDisplayPath } from './file-system-path.ts';
import { mountOf } from './mount-of.ts';
import { StorageError } from './storage-error.ts';
import { systemErrorOf, systemErrorText } from './system-error.ts';

/** `open` until the file has a descriptor; a socket cannot be opened, a device that is gone cannot be read. */
export type ReadStep = 'open' | 'read';

type Cause = readonly [code: string, what: string];

const NOT_FOUND = 'not_found';
const PERMANENT: Readonly<Record<string, Cause>> = {
  ENOENT: [NOT_FOUND, 'does not exist, or vanished after it was listed'],
  ENOTDIR: [NOT_FOUND, 'does not exist: a folder of its path is a file'],
  ELOOP: [NOT_FOUND, 'does not exist: its path is a loop of links'],
  ENAMETOOLONG: [NOT_FOUND, 'does not exist: its path is too long'],
  EILSEQ: [NOT_FOUND, 'does not exist: its name has bytes that this storage does not know'],
  EACCES: ['no_permission', 'cannot be read: this user has no permission'],
  EPERM: ['no_permission', 'cannot be read: this user has no permission'],
  EISDIR: ['not_a_file', 'is a folder, not a file'],
  EFBIG: ['file_too_large', 'is too large to be read'],
  EOVERFLOW: ['file_too_large', 'is too large to be read'],
  EINVAL: ['read_error', 'cannot be read in a way that this storage supports'],
  ENOSYS: ['read_error', 'cannot be read in a way that this storage supports'],
  ENOTSUP: ['read_error', 'cannot be read in a way that this storage supports'],
  EOPNOTSUPP: ['read_error', 'cannot be read in a way that this storage supports'],
};
const NOT_OPENED: Readonly<Record<string, Cause>> = {
  ENXIO: ['not_a_file', 'is a device or pipe, not a file'],
};

/** What is used up is the node's or the process's: no file is to blame. */
const MACHINE = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'ENOSPC', 'EDQUOT']);

/**
 * Why a file could not be read, in one sentence with the file and its storage.
 *
 * An error that is not known to be permanent counts as a transient one of the storage: what a mount reports, blobfuse2
 * for example, is often EIO or an error of its network connection.
 *
 * @returns ItemError when this file can never be read, StorageError when its storage failed, TransientError when the
 * machine has no more of something; any other error as it is
 */
export function readFault(error: unknown, path: string, step: ReadStep): unknown {
  const options = { cause: error };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_INVALID_ARG_VALUE') {
    return new ItemError(
      NOT_FOUND,
      `${storedFile(path)} does not exist: its path has a NUL character.`,
      options,
    );
  }
  if (code === 'ERR_MEMORY_ALLOCATION_FAILED') return machineFault(path, 'out of memory', options);
  const system = systemErrorOf(error);
  if (system === null) return error;
  const text = systemErrorText(system);
  const permanent = (step === 'open' ? NOT_OPENED[system.name] : undefined) ?? PERMANENT[system.name];
  if (permanent !== undefined) {
    return new ItemError(permanent[0], `${storedFile(path)} ${permanent[1]} (${system.name}).`, options);
  }
  if (MACHINE.has(system.name)) return machineFault(path, text, options);
  return new StorageError(`${storedFile(path)} cannot be read: its storage reported ${text}.`, options);
}

/** A file and the mount that holds it, to begin a sentence with. */
export function storedFile(path: string): string {
  const mount = mountOf(path);
  const file = JSON.stringify(toDisplayPath(path));
  return mount === null ? file : `${file} on ${toDisplayPath(mount)}`;
}

function machineFault(path: string, text: string, options: ErrorOptions): TransientError {
  const message = `${storedFile(path)} cannot be read now, through no fault of its own: this machine reported ${text}.`;
  return new TransientError('machine_exhausted', message, options);
}
